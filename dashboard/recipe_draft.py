"""A recipe under work, in plain values: it may be unfinished, unlike a `Recipe`."""

from dataclasses import dataclass, field

from dashboard.figures import LENS_WORDS
from segments.typology import DEFAULT_RECIPE, Recipe

_WEIGHTS = dict(DEFAULT_RECIPE.lens_weights)


@dataclass(frozen=True)
class RecipeDraft:
    """What a planner has chosen so far. Weights and caps are whole percentages."""

    features: tuple[str, ...] = DEFAULT_RECIPE.features
    demographic: int = round(100 * _WEIGHTS["demographic"])
    geographic: int = round(100 * _WEIGHTS["geographic"])
    psychographic: int = round(100 * _WEIGHTS["psychographic"])
    transform: str = DEFAULT_RECIPE.transform
    standardise: str = DEFAULT_RECIPE.standardise
    method: str = DEFAULT_RECIPE.method
    k: int = DEFAULT_RECIPE.k
    restarts: int = DEFAULT_RECIPE.restarts
    seed: int = DEFAULT_RECIPE.seed
    inherited_cap: int = round(100 * DEFAULT_RECIPE.inherited_cap)
    modelled_cap: int = round(100 * DEFAULT_RECIPE.modelled_cap)
    reasons: tuple[tuple[str, str], ...] = field(default=())

    @property
    def complete(self) -> bool:
        """Whether a recipe can be made of it."""
        return bool(self.features) and self.demographic + self.geographic + self.psychographic > 0

    def recipe(self) -> Recipe:
        """Make the recipe; ask `complete` first."""
        return Recipe(
            self.features,
            (
                ("demographic", self.demographic / 100),
                ("geographic", self.geographic / 100),
                ("psychographic", self.psychographic / 100),
            ),
            transform=self.transform,
            standardise=self.standardise,
            method=self.method,
            k=self.k,
            seed=self.seed,
            restarts=self.restarts,
            inherited_cap=self.inherited_cap / 100,
            modelled_cap=self.modelled_cap / 100,
        )


def draft_of(recipe: Recipe, reasons: tuple[tuple[str, str], ...] = ()) -> RecipeDraft:
    """Open a recipe for work."""
    weights = dict(recipe.lens_weights)
    return RecipeDraft(
        features=recipe.features,
        **{lens: round(100 * weights.get(lens, 0.0)) for lens in LENS_WORDS},
        transform=recipe.transform,
        standardise=recipe.standardise,
        method=recipe.method,
        k=recipe.k,
        restarts=recipe.restarts,
        seed=recipe.seed,
        inherited_cap=round(100 * recipe.inherited_cap),
        modelled_cap=round(100 * recipe.modelled_cap),
        reasons=reasons,
    )
