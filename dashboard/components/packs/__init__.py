"""Packs for the kecamatan: choice of a plan, one pack, all packs."""
