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
from segments.audience.projection import VillageClasses, project_classes
from segments.audience.psychographic import (
    AreaRates,
    ClassChoice,
    area_rates,
    choose_classes,
    class_items,
    class_names,
    class_profile,
)
from segments.audience.questionnaire import Question, load_questionnaire, scales
from segments.audience.raking import (
    AreaRakeResult,
    MarginConflict,
    RakeResult,
    integerise,
    rake,
    rake_areas,
)
from segments.audience.simulated_survey import MARK, simulated_answers
from segments.audience.small_area import FayHerriotResult, fay_herriot
from segments.audience.survey import LatentClassResult, latent_classes
from segments.audience.survey_answers import SurveyAnswers, SurveyError, read_answers
from segments.audience.survey_plan import margin_of_error, sample_plan
from segments.audience.survey_scores import (
    ScaleScore,
    SurveyWeights,
    person_margins,
    rake_respondents,
    respondent_groups,
    score_scale,
)
from segments.audience.synthetic import synthetic_persons

__all__ = [
    "AreaRakeResult",
    "AreaRates",
    "Audience",
    "AudienceError",
    "AudienceFilter",
    "ClassChoice",
    "CountEstimate",
    "DIMENSIONS",
    "Dimension",
    "FayHerriotResult",
    "JointPopulation",
    "LatentClassResult",
    "MARK",
    "MarginConflict",
    "Question",
    "RakeResult",
    "ScaleScore",
    "SurveyAnswers",
    "SurveyError",
    "SurveyWeights",
    "VillageClasses",
    "area_rates",
    "choose_classes",
    "cite",
    "class_items",
    "class_names",
    "class_profile",
    "count_audience",
    "count_people",
    "crosstab",
    "fay_herriot",
    "integerise",
    "joint_population",
    "latent_classes",
    "load_questionnaire",
    "margin_of_error",
    "person_margins",
    "population_seed",
    "project_classes",
    "rake",
    "rake_areas",
    "rake_respondents",
    "read_answers",
    "read_citation",
    "respondent_groups",
    "sample_plan",
    "scales",
    "score_scale",
    "simulated_answers",
    "suppress_small",
    "synthetic_persons",
    "total_people",
    "villages_of",
]
