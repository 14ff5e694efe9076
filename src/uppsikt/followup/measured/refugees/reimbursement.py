"""The state's standard reimbursement for a received refugee: dated amounts, with their source."""

from __future__ import annotations

from dataclasses import dataclass

SOURCE = "förordning (2010:1122) om statlig ersättning för insatser för vissa utlänningar"


@dataclass(frozen=True)
class Rate:
    """What is paid for somebody who is received in a year, in öre, over 24 months.

    `below` is for whoever is under the age limit in that year, `above` for the others. A rate that
    is not `certain` is known by its amounts, while what is written of it does not say its year.
    """

    year: int
    below: int
    above: int
    age_limit: int = 65
    certain: bool = True


RATES = {
    rate.year: rate
    for rate in (
        Rate(2016, 125_000_00, 78_200_00),
        Rate(2017, 126_400_00, 79_100_00),
        Rate(2018, 133_200_00, 80_300_00),
        Rate(2019, 142_600_00, 82_100_00),
        Rate(2020, 146_100_00, 82_100_00),
        Rate(2021, 149_600_00, 84_000_00),
        # Later than 2021 and before 2023; that it is of 2022 is not stated.
        Rate(2022, 151_800_00, 85_200_00, certain=False),
        Rate(2023, 165_000_00, 92_600_00, age_limit=66),
        Rate(2024, 165_000_00, 92_600_00, age_limit=66),
    )
}
"""The rates by year of reception, each from 1 January to 31 December. Others are not known."""
