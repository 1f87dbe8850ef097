"""How often people meet a message: contacts by person, not only whether there was one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

LOYALTY = 0.5
"""Assumed: half-way between new people every month (0) and the same people each time (1)."""
ENOUGH = (1, 2, 3, 5)
NEARLY = 1e-6
"""Closer to 0 or 1 than this, loyalty counts as 0 or 1: the beta functions overflow there."""


def repeated_contacts(rate: NDArray[np.float64], uses: int, loyalty: float) -> NDArray[np.float64]:
    """Distribution of contacts with one channel that is used several times: beta-binomial.

    A person's own chance of a contact is drawn from Beta(a, b) with mean `rate` and
    a + b = 1 / loyalty - 1, so that `loyalty` is the correlation of two uses; 0 is the binomial,
    1 always the same people. With R1 and R2 the reach of one and of two uses, loyalty is
    1 - (R2 - R1) / (R1 (1 - R1)) (Metheringham 1964; Rust 1986, Advertising Media Models).

    Returns
    -------
    ndarray
        One row a rate, `uses` + 1 columns: the share with 0, 1, ... contacts.
    """
    if uses < 1:
        raise ValueError(f"The channel is used {uses} times. It must be once at least.")
    if not 0 <= loyalty <= 1:
        raise ValueError(f"Loyalty is {loyalty:g}. It must lie between 0 and 1.")
    from scipy.stats import betabinom, binom  # slow to import

    rates = np.asarray(rate, dtype=float)
    counts = np.arange(uses + 1)
    if loyalty > 1 - NEARLY:
        found = np.zeros((len(rates), uses + 1))
        found[:, 0], found[:, -1] = 1 - rates, rates
        return found
    if loyalty < NEARLY or uses == 1:
        return binom.pmf(counts, uses, rates[:, None])
    inside = np.clip(rates, 1e-9, 1 - 1e-9)[:, None]
    size = 1 / loyalty - 1
    return betabinom.pmf(counts, uses, inside * size, (1 - inside) * size)


def contact_shares(
    rates: NDArray[np.float64], uses: int = 1, *, loyalty: float = LOYALTY
) -> NDArray[np.float64]:
    """Distribution of contacts over several channels, one row a place.

    Channels are independent of each other, as in Sainsbury: their distributions are convolved.
    Used once, that is the Poisson-binomial distribution, and the share without a contact is
    prod(1 - p).

    Parameters
    ----------
    rates
        Places in rows, channels in columns.
    uses
        How often each channel is used, such as months.
    """
    shares = np.ones((len(rates), 1))
    for channel in np.asarray(rates, dtype=float).T:
        each = repeated_contacts(channel, uses, loyalty)
        wider = np.zeros((len(shares), shares.shape[1] + uses))
        for contacts in range(uses + 1):
            wider[:, contacts : contacts + shares.shape[1]] += each[:, [contacts]] * shares
        shares = wider
    return shares


def people_by_contacts(
    lines: pd.DataFrame,
    *,
    uses: int = 1,
    loyalty: float = LOYALTY,
    at_least: Sequence[int] = ENOUGH,
) -> pd.DataFrame:
    """People of a plan who meet the message at least so many times.

    Parameters
    ----------
    lines
        Those of a variant: channel, village_code, low, mid, high, people.

    Returns
    -------
    DataFrame
        Indexed by the number of contacts: low, mid, high (people, from the ends of the rates).
    """
    found = pd.DataFrame(
        0.0, index=pd.Index(at_least, name="contacts"), columns=["low", "mid", "high"]
    )
    if lines.empty:
        return found
    people = lines.groupby("village_code")["people"].max()
    for end in found.columns:
        wide = lines.pivot_table(
            index="village_code", columns="channel", values=end, aggfunc="max", fill_value=0.0
        )
        residents = people.loc[wide.index].to_numpy(float)
        shares = contact_shares(wide.to_numpy(float), uses, loyalty=loyalty)
        for contacts in at_least:
            found.loc[contacts, end] = float(shares[:, contacts:].sum(axis=1) @ residents)
    return found
