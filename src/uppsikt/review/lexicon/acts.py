"""The acts that municipal documents cite, with their numbers in Svensk författningssamling.

As of the spring of 2025, from the statute book (svenskforfattningssamling.se): acts in force first,
then those they replaced, which older reports cite. An act that is not here is not judged.
"""

import re

ACTS: dict[str, tuple[str, ...]] = {
    "alkohollagen": ("2010:1622", "1994:1738"),
    "arbetsmiljölagen": ("1977:1160",),
    "arkivlagen": ("1990:782",),
    "bibliotekslagen": ("2013:801", "1996:1596"),
    "brottsbalken": ("1962:700",),
    "dataskyddslagen": ("2018:218",),
    "diskrimineringslagen": ("2008:567",),
    "föräldrabalken": ("1949:381",),
    "förvaltningslagen": ("2017:900", "1986:223", "1971:290"),
    "förvaltningsprocesslagen": ("1971:291",),
    "gymnasieförordningen": ("2010:2039",),
    "hälso- och sjukvårdslagen": ("2017:30", "1982:763"),
    "jordabalken": ("1970:994",),
    "kommunallagen": ("2017:725", "1991:900", "1977:179"),
    "livsmedelslagen": ("2006:804", "1971:511"),
    "miljöbalken": ("1998:808",),
    "offentlighets- och sekretesslagen": ("2009:400",),
    "patientdatalagen": ("2008:355",),
    "patientlagen": ("2014:821",),
    "patientsäkerhetslagen": ("2010:659",),
    "plan- och byggförordningen": ("2011:338",),
    "plan- och bygglagen": ("2010:900", "1987:10"),
    "sekretesslagen": ("1980:100",),
    "skolförordningen": ("2011:185",),
    "skollagen": ("2010:800", "1985:1100"),
    "smittskyddslagen": ("2004:168", "1988:1472"),
    "socialförsäkringsbalken": ("2010:110",),
    "socialtjänstförordningen": ("2001:937",),
    "socialtjänstlagen": ("2001:453", "2025:400", "1980:620"),
    "språklagen": ("2009:600",),
    "säkerhetsskyddslagen": ("2018:585", "1996:627"),
    "tandvårdslagen": ("1985:125",),
    "vallagen": ("2005:837", "1997:157"),
    "lagen om anställningsskydd": ("1982:80",),
    "lagen om kommunal bokföring och redovisning": ("2018:597",),
    "lagen om offentlig upphandling": ("2016:1145", "2007:1091", "1992:1528"),
    "lagen om psykiatrisk tvångsvård": ("1991:1128",),
    "lagen om skydd mot olyckor": ("2003:778",),
    "lagen om stöd och service till vissa funktionshindrade": ("1993:387",),
    "lagen om tobak och liknande produkter": ("2018:2088",),
    "lagen om valfrihetssystem": ("2008:962",),
    "lagen om vård av missbrukare i vissa fall": ("1988:870",),
    "lagen med särskilda bestämmelser om vård av unga": ("1990:52",),
}
"""Numbers by the act's name in its definite form, the one in force first."""

SHORT: dict[str, str] = {
    "fl": "förvaltningslagen",
    "hsl": "hälso- och sjukvårdslagen",
    "kl": "kommunallagen",
    "las": "lagen om anställningsskydd",
    "lbkr": "lagen om kommunal bokföring och redovisning",
    "lou": "lagen om offentlig upphandling",
    "lov": "lagen om valfrihetssystem",
    "lss": "lagen om stöd och service till vissa funktionshindrade",
    "lvm": "lagen om vård av missbrukare i vissa fall",
    "lvu": "lagen med särskilda bestämmelser om vård av unga",
    "osl": "offentlighets- och sekretesslagen",
    "pbl": "plan- och bygglagen",
    "sol": "socialtjänstlagen",
}
"""Acts by the short names that are printed beside their numbers."""

_GENITIVE = re.compile(r"(?<=lagen|alken|ingen)s$")


def act_named(words: str) -> str | None:
    """The act of the table that a name means; None for every other.

    >>> act_named("Skollagens"), act_named("LSS"), act_named("skollag för lärare")
    ('skollagen', 'lagen om stöd och service till vissa funktionshindrade', None)
    """
    plain = _GENITIVE.sub("", " ".join(words.casefold().split()))
    return plain if plain in ACTS else SHORT.get(plain)


def act_beginning(words: str) -> str | None:
    """The act of the table whose whole name the words begin with."""
    plain = " ".join(words.casefold().split()) + " "
    found = [name for name in ACTS if plain.startswith(name + " ")]
    return max(found, key=len, default=None)
