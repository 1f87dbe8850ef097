"""The question that a segmentation answers, in plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

LENSES = ("demographic", "geographic", "psychographic")
LensWeights = tuple[tuple[str, float], ...]
EQUAL: LensWeights = tuple((lens, 1.0) for lens in LENSES)


@dataclass(frozen=True)
class Recipe:
    """The whole question: cache key, link and slide footnote.

    Attributes
    ----------
    features
        Columns of the codebook. The order does not matter.
    lens_weights
        Share of each lens in the squared distance, relative to one another; a mapping is
        accepted. Lenses without a feature are left out.
    transform, standardise, method
        Keys of `TRANSFORMS` (transforms.py), `STANDARDISERS` (features.py) and of `METHODS`
        (clustering.py) or `TERRITORY_METHODS` (territories.py).
    k, seed, restarts
        Number of segments, seed of every random draw, number of starts.
    inherited_cap, modelled_cap
        Most that columns measured per district, and columns modelled from published rates, may
        weigh together; the lens weights sum to one.
    level
        Level of the areas that are grouped.
    """

    features: tuple[str, ...]
    lens_weights: LensWeights = EQUAL
    transform: str = "asinh"
    standardise: str = "z"
    method: str = "kmeans"
    k: int = 5
    seed: int = 0
    restarts: int = 200
    inherited_cap: float = 0.2
    modelled_cap: float = 0.2
    level: str = "village"

    def __post_init__(self) -> None:
        weights = self.lens_weights
        pairs = weights.items() if isinstance(weights, Mapping) else weights
        plain = tuple(sorted((str(lens), float(weight)) for lens, weight in pairs))
        object.__setattr__(self, "lens_weights", plain)
        object.__setattr__(self, "features", tuple(sorted(self.features)))
        self._check()

    def _check(self) -> None:
        if not self.features:
            raise ValueError("A recipe needs at least one feature.")
        repeated = sorted({name for name in self.features if self.features.count(name) > 1})
        if repeated:
            raise ValueError(f"Features named twice: {', '.join(repeated)}.")
        unknown = [lens for lens, _ in self.lens_weights if lens not in LENSES]
        if unknown:
            raise ValueError(f"Unknown lens {unknown[0]!r}. Choose among: {', '.join(LENSES)}.")
        if any(weight < 0 for _, weight in self.lens_weights):
            raise ValueError("Lens weights must not be negative.")
        for name in ("inherited_cap", "modelled_cap"):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name} is {getattr(self, name)}; it must lie between 0 and 1.")
        for name in ("k", "restarts"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} is {getattr(self, name)}; it must be at least 1.")

    def to_dict(self) -> dict[str, Any]:
        """Plain values that JSON can hold."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Recipe:
        """Rebuild a recipe from `to_dict`, also after a round trip through JSON.

        What an older recipe does not say takes its default.

        Raises
        ------
        KeyError, TypeError, ValueError
            When it names no features, says something that no recipe knows, or a value that makes
            no sense.
        """
        pairs = values.get("lens_weights", EQUAL)
        lenses = tuple((lens, weight) for lens, weight in pairs)
        return cls(**{**values, "features": tuple(values["features"]), "lens_weights": lenses})


# Chosen for stability among some six thousand, see docs/decisions/0004-default-recipe.md.
DEFAULT_RECIPE = Recipe(
    features=(
        "share_children",
        "share_elderly",
        "share_married",
        "share_upper_secondary",
        "share_homemaker",
        "share_employee_work",
        "share_farm_work",
        "household_growth",
        "posyandu_per_1000_under5",
        "density",
        "mean_radiance",
        "n_years_weak_signal",
        "mean_elevation",
        "mean_slope",
        "score_idm_social",
        "share_tiktok",
        "share_low_digital_skill",
        "share_trust_social",
    ),
    lens_weights=(("demographic", 0.35), ("geographic", 0.45), ("psychographic", 0.2)),
    k=5,
    modelled_cap=0.1,
)
