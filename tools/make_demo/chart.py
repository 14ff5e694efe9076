"""The chart of accounts and the objects of the made-up city ledger.

Accounts follow the classes of Kommun-Bas (3 income, 4 grants paid and purchased services, 5 staff,
6-7 other costs, 1 assets); the exact numbers, units, activity codes and counterparts are made up.
"""

from .groups import CAPITAL, FEES, GOODS, PREMISES, STATE_GRANTS

UNIT, ACTIVITY, COUNTERPART, PROJECT = 20, 21, 22, 23
DIMENSIONS = {UNIT: "Ansvar", ACTIVITY: "Verksamhet", COUNTERPART: "Motpart", PROJECT: "Projekt"}

BANK, RECEIVABLE, INTERNAL_INCOME, EQUITY = "1930", "1510", "3980", "2010"
PREPAID, ACCRUED, ACCRUED_WAGES = "1710", "2990", "2910"
STATE, LANDLORD = "810", "136"

ACCOUNTS = {
    "1510": "Kundfordringar",
    "1710": "Förutbetalda kostnader",
    "1930": "Bank",
    "2010": "Eget kapital",
    "2910": "Upplupna löner",
    "2990": "Övriga upplupna kostnader",
    "3010": "Försäljning av varor och tjänster",
    "3110": "Avgifter",
    "3410": "Hyror och arrenden",
    "3511": "Bidrag från Arbetsförmedlingen",
    "3512": "Ersättning från Migrationsverket",
    "3519": "Övriga statsbidrag",
    "3670": "Återbetalt ekonomiskt bistånd",
    "3980": "Interna intäkter",
    "4510": "Ekonomiskt bistånd, riksnorm",
    "4511": "Ekonomiskt bistånd, boende",
    "4519": "Ekonomiskt bistånd, övrigt",
    "4530": "Bidrag till föreningar",
    "4610": "Köp av institutionsvård",
    "4611": "Köp av familjehemsvård",
    "4612": "Köp av öppenvård och skyddat boende",
    "4620": "Köp av utbildning och arbetsträning",
    "5011": "Löner, månadsavlönade",
    "5021": "Löner, timavlönade",
    "5031": "Löner, arbetsmarknadsanställda",
    "5041": "Löner, feriearbetare",
    "5080": "Arvoden, förtroendevalda",
    "5510": "Reseersättningar",
    "5610": "Arbetsgivaravgifter",
    "5710": "Pensionskostnader",
    "6011": "Lokalhyra, intern",
    "6012": "Lokalhyra, extern",
    "6410": "Förbrukningsmateriel",
    "6510": "Telefoni och datakommunikation",
    "6810": "Informationsmaterial",
    "7010": "Transporter",
    "7410": "Konsulter",
    "7610": "Övriga främmande tjänster",
    "7910": "Avskrivning på inventarier",
}

# Accounts with weights for an activity's mix and an account group.
MIXES: dict[tuple[str, str], tuple[tuple[str, int], ...]] = {
    ("office", GOODS): (("6410", 20), ("6510", 25), ("6810", 10), ("7410", 30), ("7610", 15)),
    ("assistance", GOODS): (("4510", 50), ("4511", 35), ("4519", 15)),
    ("care", GOODS): (("4610", 40), ("4611", 30), ("4612", 20), ("7410", 10)),
    ("workshop", GOODS): (("4620", 35), ("6410", 25), ("7010", 20), ("7610", 20)),
    ("housing", GOODS): (("6410", 30), ("7010", 20), ("7610", 50)),
    ("grants", GOODS): (("4530", 80), ("7610", 20)),
    ("assistance", FEES): (("3670", 100),),
    ("housing", FEES): (("3410", 90), ("3110", 10)),
    ("workshop", FEES): (("3010", 75), ("3110", 25)),
    ("", FEES): (("3010", 40), ("3110", 60)),
    ("housing", STATE_GRANTS): (("3512", 100),),
    ("workshop", STATE_GRANTS): (("3511", 90), ("3519", 10)),
    ("care", STATE_GRANTS): (("3512", 60), ("3519", 40)),
    ("", STATE_GRANTS): (("3519", 100),),
    ("", PREMISES): (("6012", 100),),
    ("", CAPITAL): (("7910", 100),),
}

SALARY = {"feriearbeten": "5041", "politisk-verksamhet": "5080", "arbetsmarknadsinsatser": "5031"}

UNITS = {
    "1000": "Kommunstyrelsen",
    "3000": "Tekniska nämnden",
    "3600": "Lokalförsörjningsnämnden",
    "4000": "Grundskolenämnden",
    "4500": "Förskolenämnden",
    "5000": "Vård- och äldrenämnden",
    "5500": "Nämnden för funktionshinder",
    "6100": "Förvaltningsledning",
    "6101": "Ekonomi och HR",
    "6102": "Kvalitet och utveckling",
    "6110": "Arbetslivsnämnden",
    "6120": "Försörjningsenheten, mottagning",
    "6121": "Försörjningsenheten, handläggning",
    "6122": "Försörjningsenheten, utredning",
    "6125": "Relationsvåldsenheten",
    "6130": "Jobb Borås",
    "6131": "Jobb Borås, anställningar",
    "6132": "Trygghetsinsatser",
    "6133": "Chansen",
    "6140": "Återbruk",
    "6141": "Boendeenheten",
    "6143": "Mobile Info Center",
    "6150": "Enheten för unga",
    "6160": "Integration",
    "6161": "Flyktingmottagning",
    "6170": "Gemensamt",
    "6200": "Förvaltningsledning",
    "6201": "Ekonomi och HR",
    "6210": "Individ- och familjeomsorgsnämnden",
    "6220": "Myndighet barn och unga",
    "6221": "Myndighet vuxna",
    "6222": "Social jour",
    "6230": "Institutionsvård barn och unga",
    "6231": "Familjehem",
    "6232": "Öppenvård barn och unga",
    "6240": "Institutionsvård vuxna",
    "6241": "Stödboende",
    "6242": "Öppenvård vuxna",
    "6250": "Ensamkommande barn",
    "6260": "Gemensamt",
}

ACTIVITY_CODES = {
    "1000": "Nämndverksamhet",
    "2400": "Gator och parker",
    "4070": "Förskola",
    "4400": "Grundskola",
    "5100": "Vård och omsorg om äldre",
    "5130": "Insatser enligt LSS",
    "5520": "Institutionsvård barn och unga",
    "5540": "Familjehemsvård",
    "5560": "Öppna insatser barn och unga",
    "5580": "Institutionsvård vuxna",
    "5581": "Stödboende",
    "5582": "Öppna insatser vuxna",
    "5700": "Handläggning",
    "5701": "Utredning",
    "5702": "Social jour",
    "5750": "Försörjningsstöd",
    "5751": "Övrigt ekonomiskt bistånd",
    "5760": "Skyddat boende",
    "5761": "Råd och stöd",
    "6000": "Flyktingmottagning",
    "6001": "Boende för flyktingar",
    "6110": "Återbruk",
    "6111": "Boendestöd",
    "6112": "Insatser för unga",
    "6113": "Information och miljövärdar",
    "6119": "Feriearbete",
    "6120": "Arbetsmarknadsanställningar",
    "6121": "Stadsdelsvärdar",
    "6122": "Stöd till återgång i arbete",
    "6900": "Övrigt",
    "8300": "Fastigheter",
    "9200": "Gemensam administration",
    "9201": "Ekonomi och HR",
    "9202": "Utveckling",
}

COUNTERPARTS = {
    "136": "Lokalförsörjningsnämnden",
    "161": "Arbetslivsnämnden",
    "162": "Individ- och familjeomsorgsnämnden",
    "810": "Staten",
    "870": "Privata företag",
    "880": "Hushåll",
    "890": "Föreningar",
}

PROJECTS = {"7001": "Evakueringsboende Ukraina", "7002": "Växla bidrag mot lön"}


def mix(kind: str, group: str) -> tuple[tuple[str, int], ...]:
    """Accounts with weights for an activity's kind and a group."""
    return MIXES.get((kind, group)) or MIXES["", group]
