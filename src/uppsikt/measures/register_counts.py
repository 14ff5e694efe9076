"""The counts of registers that a measure can be, by the word for each in a set-up file."""

from __future__ import annotations

from collections.abc import Mapping

REGISTER_COUNTS: Mapping[str, str] = {
    "hushåll med ekonomiskt bistånd": "assistance.households",
    "barn i hushåll med ekonomiskt bistånd": "assistance.children",
    "arbetsmarknadsanställda": "employment.employed",
    "växlat bidrag mot lön": "employment.switched",
    "personer i arbetsmarknadsinsatser": "employment.in-measures",
    "barn och unga med heldygnsinsatser": "placements.bu_heldygn",
    "barn och unga i familjehem": "placements.bu_familjehem",
    "barn och unga med öppenvårdsinsatser": "placements.bu_oppen",
    "vuxna med heldygnsinsatser": "placements.vux_heldygn",
    "vuxna med öppenvårdsinsatser": "placements.vux_oppen",
    "ensamkommande barn med heldygnsinsatser": "placements.ensam",
}
"""Each a register's key and what is counted of it in a month. What registers give to date, as
received refugees, is told by the report alone."""

WORDS: Mapping[str, str] = {key: words for words, key in REGISTER_COUNTS.items()}
"""The words for each."""
