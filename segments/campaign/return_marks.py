"""How a workbook says which plan and kecamatan it belongs to, whatever its file is called."""

PLAN_MARK = "khalayak-rencana"
DISTRICT_MARK = "khalayak-kecamatan"
