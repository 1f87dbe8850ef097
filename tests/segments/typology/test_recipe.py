import json

import pytest

from segments.typology import DEFAULT_RECIPE, Recipe


def test_recipes_with_the_same_features_in_another_order_are_equal():
    assert Recipe(("b", "a")) == Recipe(("a", "b"))
    assert hash(Recipe(("b", "a"))) == hash(Recipe(("a", "b")))


def test_lens_weights_may_be_given_as_a_mapping():
    recipe = Recipe(("a",), {"geographic": 0.6, "demographic": 0.4})
    assert recipe.lens_weights == (("demographic", 0.4), ("geographic", 0.6))


def test_a_recipe_survives_json():
    again = Recipe.from_dict(json.loads(json.dumps(DEFAULT_RECIPE.to_dict())))
    assert again == DEFAULT_RECIPE


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"features": ()}, "at least one feature"),
        ({"features": ("a", "b", "a")}, "named twice: a"),
        ({"features": ("a",), "lens_weights": {"spiritual": 1}}, "Unknown lens 'spiritual'"),
        ({"features": ("a",), "lens_weights": {"geographic": -1}}, "not be negative"),
        ({"features": ("a",), "modelled_cap": 1.5}, "modelled_cap is 1.5"),
        ({"features": ("a",), "k": 0}, "k is 0"),
        ({"features": ("a",), "restarts": 0}, "restarts is 0"),
    ],
)
def test_a_senseless_recipe_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        Recipe(**arguments)
