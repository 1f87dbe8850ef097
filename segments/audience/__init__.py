"""How many people of which kind live where, and what moves them.

Heavy libraries (stepmix, scikit-learn, scipy) load when a function that needs them is called.
"""

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

__all__ = [
    "DIMENSIONS",
    "AreaRakeResult",
    "AudienceFilter",
    "CountEstimate",
    "Dimension",
    "FayHerriotResult",
    "JointPopulation",
    "LatentClassResult",
    "MarginConflict",
    "RakeResult",
    "count_people",
    "fay_herriot",
    "integerise",
    "joint_population",
    "latent_classes",
    "population_seed",
    "rake",
    "rake_areas",
    "total_people",
]
