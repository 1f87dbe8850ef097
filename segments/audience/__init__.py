"""How many people of which kind live where, and what moves them.

Heavy libraries (stepmix, scikit-learn, scipy) load when a function that needs them is called.
"""

from segments.audience.audience import (
    Audience,
    AudienceError,
    cite,
    count_audience,
    crosstab,
    read_citation,
    suppress_small,
    villages_of,
)
from segments.audience.counting import AudienceFilter, CountEstimate, count_people, total_people
from segments.audience.population import JointPopulation, joint_population
from segments.audience.population_seed import DIMENSIONS, Dimension, population_seed
from segments.audience.raking import (
    AreaRakeResult,
    MarginConflict,
    RakeResult,
    integerise,
    rake,
    rake_areas,
)
from segments.audience.small_area import FayHerriotResult, fay_herriot
from segments.audience.survey import LatentClassResult, latent_classes
from segments.audience.synthetic import synthetic_persons

__all__ = [
    "AreaRakeResult",
    "Audience",
    "AudienceError",
    "AudienceFilter",
    "CountEstimate",
    "DIMENSIONS",
    "Dimension",
    "FayHerriotResult",
    "JointPopulation",
    "LatentClassResult",
    "MarginConflict",
    "RakeResult",
    "cite",
    "count_audience",
    "count_people",
    "crosstab",
    "fay_herriot",
    "integerise",
    "joint_population",
    "latent_classes",
    "population_seed",
    "rake",
    "rake_areas",
    "read_citation",
    "suppress_small",
    "synthetic_persons",
    "total_people",
    "villages_of",
]
