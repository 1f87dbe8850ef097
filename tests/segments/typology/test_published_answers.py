"""Answers that others published, on data that a package ships or a paper prints."""

import numpy as np
import pandas as pd
import pytest
from sklearn.datasets import load_iris, load_wine

from segments.typology import adjusted_rand, cluster, measure_stability, read_scan, scan_k
from segments.typology.quality import mean_silhouette
from segments.typology.screening import _inflation

# Ruspini (1970, Inf. Sci. 2), as printed in Kaufman & Rousseeuw (1990), Finding Groups in Data.
RUSPINI = """
4 53 5 63 10 59 9 77 13 49 13 69 12 88 15 75 18 61 19 65 22 74 27 72 28 76 24 58 27 55 28 60
30 52 31 60 32 61 36 72 28 147 32 149 35 153 33 154 38 151 41 150 38 145 38 143 32 143 34 141
44 156 44 149 44 143 46 142 47 149 49 152 50 142 53 144 52 152 55 155 54 124 60 136 63 139
86 132 85 115 85 96 78 94 74 96 97 122 98 116 98 124 99 119 99 128 101 115 108 111 110 111
108 116 111 126 115 117 117 115 70 4 77 12 83 21 61 15 69 15 78 16 66 18 58 13 64 20 69 21
66 23 61 25 76 27 72 31 64 30
"""
# Longley (1967, J. Am. Stat. Assoc. 62): price index, GNP, unemployed, army, population, year.
LONGLEY = """
83.0 234289 2356 1590 107608 1947 88.5 259426 2325 1456 108632 1948
88.2 258054 3682 1616 109773 1949 89.5 284599 3351 1650 110929 1950
96.2 328975 2099 3099 112075 1951 98.1 346999 1932 3594 113270 1952
99.0 365385 1870 3547 115094 1953 100.0 363112 3578 3350 116219 1954
101.2 397469 2904 3048 117388 1955 104.6 419180 2822 2857 118734 1956
108.4 442769 2936 2798 120445 1957 110.8 444546 4681 2637 121950 1958
112.6 482704 3813 2552 123366 1959 114.2 502601 3931 2514 125368 1960
115.7 518173 4806 2572 127852 1961 116.9 554894 4007 2827 130081 1962
"""


def printed(text: str, columns: int) -> pd.DataFrame:
    return pd.DataFrame(np.array(text.split(), dtype=float).reshape(-1, columns))


@pytest.fixture(scope="module")
def iris():
    return pd.DataFrame(load_iris().data), pd.Series(load_iris().target)


@pytest.fixture(scope="module")
def wine():
    """Standardised with n - 1, as R's `scale` does."""
    values = pd.DataFrame(load_wine().data)
    return (values - values.mean()) / values.std(), pd.Series(load_wine().target)


@pytest.fixture(scope="module")
def ruspini():
    return printed(RUSPINI, 2)


class TestIris:
    """R's manual and textbooks; scikit-learn's own examples give the same figures."""

    def test_kmeans_reaches_the_known_optimum_and_its_sizes(self, iris):
        found = cluster(iris[0], k=3, restarts=20)
        assert found.inertia == pytest.approx(78.8514, abs=1e-4)
        assert found.labels.value_counts().tolist() == [62, 50, 38]

    def test_two_clusters_too(self, iris):
        assert cluster(iris[0], k=2, restarts=20).inertia == pytest.approx(152.348, abs=1e-3)

    def test_agreement_with_the_species(self, iris):
        found = cluster(iris[0], k=3, restarts=20)
        assert adjusted_rand(found.labels, iris[1]) == pytest.approx(0.7302, abs=1e-4)

    @pytest.mark.parametrize(("k", "width"), [(2, 0.6810), (3, 0.5528)])
    def test_silhouette(self, iris, k, width):
        labels = cluster(iris[0], k=k, restarts=20).labels.to_numpy()
        assert mean_silhouette(iris[0].to_numpy(), labels) == pytest.approx(width, abs=1e-4)

    def test_ward_gives_the_sizes_of_hclust(self, iris):
        found = cluster(iris[0], method="ward", k=3)
        assert found.labels.value_counts().tolist() == [64, 50, 36]
        assert adjusted_rand(found.labels, iris[1]) == pytest.approx(0.7312, abs=1e-4)


class TestWine:
    """The scaled wine data of R's `rattle`: within sums 558.70, 385.70 and 326.35."""

    def test_kmeans(self, wine):
        found = cluster(wine[0], k=3, restarts=20)
        assert found.inertia == pytest.approx(1270.749, abs=1e-3)
        assert found.labels.value_counts().tolist() == [65, 62, 51]

    def test_agreement_with_the_cultivars(self, wine):
        found = cluster(wine[0], k=3, restarts=20)
        assert adjusted_rand(found.labels, wine[1]) == pytest.approx(0.8975, abs=1e-4)


class TestRuspini:
    """Kaufman & Rousseeuw (1990): four clusters of 23, 20, 17 and 15, silhouette 0.74."""

    def test_four_clusters_with_the_known_sizes_and_silhouette(self, ruspini):
        found = cluster(ruspini, k=4, restarts=20)
        assert found.labels.value_counts().tolist() == [23, 20, 17, 15]
        width = mean_silhouette(ruspini.to_numpy(), found.labels.to_numpy())
        assert width == pytest.approx(0.7377, abs=1e-4)

    def test_the_gap_statistic_finds_four_as_in_the_manual_of_r(self, ruspini):
        """The help of `cluster::clusGap` finds four on these data."""
        scan = scan_k(ruspini, range(1, 8), restarts=20, bootstraps=60)
        assert read_scan(scan.assign(smallest_people=0.0)).gap == 4

    def test_all_four_are_highly_stable(self, ruspini):
        """Hennig (2007): a clear cluster has a Jaccard index of 0.85 and more."""
        labels = cluster(ruspini, k=4, restarts=20).labels
        assert measure_stability(ruspini, labels, bootstraps=100).jaccard.min() > 0.85


def test_the_adjusted_rand_index_of_hubert_and_arabie():
    """The example of scikit-learn's manual: 4/7."""
    left, right = pd.Series([0, 0, 1, 1]), pd.Series([0, 0, 1, 2])
    assert adjusted_rand(left, right) == pytest.approx(4 / 7)
    assert adjusted_rand(pd.Series([0, 0, 1, 1]), pd.Series([0, 1, 0, 1])) == pytest.approx(-0.5)


def test_variance_inflation_of_the_longley_data():
    """The factors that textbooks print for these data."""
    factors = _inflation(printed(LONGLEY, 6))
    expected = [135.53244, 1788.51348, 33.61889, 3.58893, 399.15102, 758.98060]
    assert factors.to_numpy() == pytest.approx(expected, rel=1e-6)
