"""Which SIE dimensions carry a municipality's units, activities, projects and counterparts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Dimensions:
    """The municipality's SIE dimension numbers."""

    unit: int
    activity: int
    project: int | None
    counterpart: int | None

    def __str__(self) -> str:
        """As a set-up file names them: `ansvar 20, verksamhet 21`, without those not used."""
        named = {
            "ansvar": self.unit,
            "verksamhet": self.activity,
            "projekt": self.project,
            "motpart": self.counterpart,
        }
        return ", ".join(f"{name} {one}" for name, one in named.items() if one is not None)
