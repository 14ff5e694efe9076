"""Every page in every state that it has, as somebody who may see it: what the browser visits.

The public's pages stand in `test_web_browser.PAGES`; here are those of people who are signed in,
and states that something must be done to reach. `{name}` in an address is a place that
`site_states` tells. A test fails where an address that shows a page is in neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

OCTOBER = "/namnder/arbetslivsnamnden/2022-10"
REPORT = f"{OCTOBER}/manadsuppfoljning"
MINE = "/namnder/arbetslivsnamnden/{month}/runda/min/"
HELP = f"{MINE}ekonomiskt-bistand/"
ROUND = f"{OCTOBER}/runda"
TEXTS = f"{ROUND}/texter/manadsuppfoljning"
CELL = f"{REPORT}/siffra/netto/integration/prognos-2022"
_IN_ROUND = f"{OCTOBER}/runda/lage"


def gate_of(month: str) -> str:
    """The gate of the committee's report after a month."""
    return f"/namnder/ifon/{month}/runda/grind/"


@dataclass(frozen=True)
class State:
    """A page as `who` sees it (nobody: the public), and the status that it is answered with.

    Where `send` stands, the page is a form: its button with that text is pressed by keyboard alone
    once `fields` are filled in (by id), and the page that then comes is the state. `file` is the
    name and content of a file that is handed in with it. `meanwhile`: it was sent from another
    window first, or the browser has lost its cookies. `reloads`: the page asks for itself again.
    `new`: on a site where nothing is read in. `sandboxed`: the browser runs nothing there, so
    that a copy is looked at.
    """

    address: str
    who: str = ""
    status: int = 200
    send: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    file: tuple[str, str] | None = None
    meanwhile: Literal["", "sent elsewhere", "cookies lost"] = ""
    reloads: bool = False
    new: bool = False
    sandboxed: bool = False


STATES: Mapping[str, State] = {
    # --- a committee's pages, for those who see more there than the public
    "start page with a menu of many": State("/", "controller"),
    "committee of one's own": State(f"{OCTOBER}/", "controller"),
    "committee that lacks everything": State("/namnder/utbildning/"),
    "committee without a period": State("/namnder/utbildning/perioder/"),
    "committee without results": State("/namnder/utbildning/ackumulerat/"),
    # --- the month's round
    "no rounds": State("/namnder/arbetslivsnamnden/rundor/2031/", "reader"),
    "no rounds and their suggested dates": State(
        "/namnder/arbetslivsnamnden/rundor/2031/", "controller"
    ),
    "rounds of a year": State("/namnder/arbetslivsnamnden/rundor/2022/", "reader"),
    "rounds to change": State("/namnder/arbetslivsnamnden/rundor/2022/", "controller"),
    "rounds with a wrong date": State(
        "/namnder/arbetslivsnamnden/rundor/2031/", "controller", 400, "Spara årets datum",
        {"opens_on-2031-03": "2031-12-31", "sent_on-2031-05": "2031-06-01"},
    ),
    "oversight": State("/namnder/2022-10/uppsikt/", "reader"),
    "oversight without figures": State("/namnder/2031-10/uppsikt/", "auditor"),
    "board": State(f"{OCTOBER}/runda/", "controller"),
    "board to read": State(f"{OCTOBER}/runda/", "auditor"),
    "board that nobody has reported to": State(
        "/namnder/arbetslivsnamnden/2022-05/runda/", "controller"
    ),
    "board where all have reported": State("/namnder/ifon/2023-07/runda/", "neighbour"),
    "board of another": State(f"{OCTOBER}/runda/", "neighbour", 403),
    "board without a round": State("/namnder/arbetslivsnamnden/2022-03/runda/", "controller", 404),
    "activity that is reported": State(f"{_IN_ROUND}/ekonomiskt-bistand/", "controller"),
    "activity that is returned": State(f"{_IN_ROUND}/integration/", "head"),
    "activity that waits": State(
        "/namnder/arbetslivsnamnden/2022-05/runda/lage/integration/", "controller"
    ),
    "activity that is sent back without a question": State(
        f"{_IN_ROUND}/ekonomiskt-bistand/", "head", 400, "Skicka tillbaka"
    ),
    "forecasts of a year that is over": State("/namnder/ifon/prognoser/2023/"),
    "forecasts of a year that goes on": State("/namnder/arbetslivsnamnden/prognoser/2022/"),
    "forecasts of one activity": State(
        "/namnder/ifon/prognoser/2023/?verksamhet=vard-av-vuxna"
    ),
    "forecasts with one outcome": State("/namnder/arbetslivsnamnden/prognoser/2023/"),
    "forecasts of a year without any": State("/namnder/arbetslivsnamnden/prognoser/2024/"),
    "forecasts of a new committee": State("/namnder/utbildning/prognoser/2022/"),
    "accessibility": State("/tillganglighet/"),
    "accessibility of a new site": State("/tillganglighet/", new=True),
    "known items of one's own": State(f"{OCTOBER}/kanda-poster/", "controller"),
    "no known items": State("/namnder/arbetslivsnamnden/2022-05/kanda-poster/"),
    "no accruals": State("/namnder/arbetslivsnamnden/2021-10/periodiseringar/"),
    "vouchers with their texts": State(f"{OCTOBER}/verifikationer/?konto=4510", "manager"),
    "vouchers that are not there": State(f"{OCTOBER}/verifikationer/?minst=999999999"),
    "vouchers known as sums": State("/namnder/arbetslivsnamnden/2021-10/verifikationer/"),
    "comments that were changed": State(f"{CELL}/", "secretary"),
    "history with sources": State(f"{CELL}/historik/", "head"),
    "report to give out": State(f"{REPORT}/", "controller"),
    "report with last year restated": State(
        "/namnder/ifon/2023-07/manadsuppfoljning/?fjolar=omraknat"
    ),
    "giving out": State("/namnder/arbetslivsnamnden/2023-07/manadsuppfoljning/lamna-ut/", "head"),
    "giving out what is given": State(
        "/namnder/arbetslivsnamnden/2022-03/manadsuppfoljning/lamna-ut/", "controller"
    ),
    "giving out in a round": State(f"{REPORT}/lamna-ut/", "controller"),
    "giving out to another": State(f"{REPORT}/lamna-ut/", "neighbour", 403),
    "given report that is changed": State(f"{REPORT}/version/1/", "auditor"),
    "table of a given report": State(f"{REPORT}/version/1/tabell/netto/"),
    "table that was not given out": State(f"{REPORT}/version/1/tabell/nett/", "", 404),
    "figure that has changed since": State(
        f"{REPORT}/version/1/siffra/netto/integration/prognos-2022/"
    ),
    "figure without a number": State(
        f"{REPORT}/version/1/siffra/samm/result/utfall-2021-10/"
    ),
    "month in millions": State("/namnder/2022-10/?enhet=mnkr"),
    "Uppsikt's own look": State("/utseende/0/"),
    # --- the month's report on its way to public
    "gate that lacks forecasts": State(gate_of("2023-08"), "neighbour"),
    "gate of another committee": State(gate_of("2023-08"), "controller", 403),
    "gate with contradictions": State(gate_of("2023-06"), "neighbour"),
    "gate with contradictions, for the auditor": State(gate_of("2023-06"), "auditor"),
    "gate where the review failed": State(gate_of("2023-05"), "neighbour"),
    "gate where the review waits": State(gate_of("2023-09"), "neighbour", reloads=True),
    "gate that is open": State(gate_of("2023-01"), "neighbour"),
    "gate with a fixed report": State(gate_of("2023-04"), "neighbour"),
    "gate with a report that is published": State(
        gate_of("2023-03"), "neighbour", 409, "Gör rapporten offentlig", meanwhile="sent elsewhere"
    ),
    "gate with a public report": State(gate_of("2023-02"), "neighbour"),
    "gate of a round to come": State(gate_of("2031-01"), "neighbour"),
    "gate of a month without a round": State(gate_of("2023-12"), "neighbour", 404),
    # --- a forecast to give, each state in a round of its own (site_states.fill_rounds)
    "round that waits for one": State(MINE.format(month="2022-09"), "manager"),
    "round of a controller": State(MINE.format(month="2022-09"), "controller"),
    "round that is done": State(MINE.format(month="2022-04"), "manager"),
    "round that is not open": State(MINE.format(month="2022-07"), "manager"),
    "round that is public": State(MINE.format(month="2022-06"), "manager"),
    "round of others": State(MINE.format(month="2022-09"), "auditor"),
    "month without a round": State(MINE.format(month="2021-10"), "manager", 404),
    "forecast to give": State(HELP.format(month="2022-09"), "manager"),
    "forecast without suggestions": State(
        f"{MINE.format(month='2022-09')}central-administration/", "controller"
    ),
    "forecast of others": State(HELP.format(month="2022-09"), "auditor", 403),
    "forecast with a question": State(HELP.format(month="2022-08"), "manager"),
    "forecast that is given": State(HELP.format(month="2022-04"), "manager"),
    "forecast before its round": State(HELP.format(month="2022-07"), "manager"),
    "forecast that is public": State(HELP.format(month="2022-06"), "manager"),
    "forecast without a ledger": State(HELP.format(month="2026-01"), "manager"),
    "forecast without why": State(
        HELP.format(month="2022-09"), "manager", 400, "Lämna", {"belopp": "−61 000"}
    ),
    "forecast without its minus": State(
        HELP.format(month="2022-09"), "manager", 400, "Lämna",
        {"belopp": "61 000", "varfor": "Fler hushåll."},
    ),
    "forecast that another saves": State(
        f"{MINE.format(month='2022-09')}integration/", "controller", 409, "Spara",
        {"belopp": "−10 600", "varfor": "Färre elever."}, meanwhile="sent elsewhere",
    ),
    # --- writing the report's texts
    "texts of a report": State(f"{TEXTS}/", "controller"),
    "texts that are only read": State(f"{TEXTS}/", "auditor"),
    "texts of a month without figures or texts": State(
        "/namnder/utbildning/2022-10/runda/texter/manadsuppfoljning/", "auditor"
    ),
    "text": State(f"{TEXTS}/integration/", "controller"),
    "text that is only read": State(f"{TEXTS}/integration/", "auditor"),
    "text that waits for somebody": State(f"{TEXTS}/framtiden/", "head"),
    "text with former wordings": State(f"{TEXTS}/osakra-poster/", "secretary"),
    "text that is taken out": State(f"{TEXTS}/om-demon/", "manager"),
    "text that is new": State(f"{ROUND}/nytt-avsnitt/manadsuppfoljning/", "manager"),
    "text that is wrong": State(
        f"{ROUND}/nytt-avsnitt/manadsuppfoljning/", "manager", 400, "Spara",
        {"rubrik": "Framtiden", "text": "Det är [[Integratjon: utfall]] och 12 tkr."},
    ),
    "text as it reads": State(
        f"{TEXTS}/arbetsmarknadsinsatser/", "controller", 200, "Visa hur det läses",
        {"text": "Ord. "},
    ),
    "text that is saved": State(
        f"{TEXTS}/feriearbeten/", "manager", 200, "Spara", {"text": "Ord. "}
    ),
    "text that somebody saved first": State(
        f"{TEXTS}/central-administration/", "controller", 409, "Spara", {"text": "Ord. "},
        meanwhile="sent elsewhere",
    ),
    "figures to bind": State(f"{ROUND}/tal/manadsuppfoljning/?q=integration", "secretary"),
    "figures that are not there": State(f"{ROUND}/tal/manadsuppfoljning/?q=zebra", "head"),
    "comment that has no room": State(
        f"{REPORT}/siffra/netto/ekonomiskt-bistand/prognos-2022/", "manager", 400,
        "Spara kommentaren", {"kommentar": "ord " * 130},
    ),
    # --- searching
    "hits of one kind": State("/sok/?q=n%C3%A4mnd&slag=organisation", "auditor"),
    "more hits for who may read more": State("/sok/?q=prognos", "controller"),
    "nothing asked for": State("/sok/"),
    "search without an index": State("/sok/?q=skola", new=True),
    # --- reading in, and jobs
    "file to read in": State("/las-in/", "controller"),
    "file to read in, in all committees": State("/las-in/", "administrator", 403),
    "file of the wrong kind": State(
        "/las-in/", "controller", 400, "Visa vad som ändras", file=("bok.se", "%PDF-1.7\n%%EOF\n")
    ),
    "jobs of every state": State("/arbeten/", "controller"),
    "jobs that are followed": State("/arbeten/?folj=ja", "controller", reloads=True),
    "no jobs": State("/arbeten/", "neighbour"),
    "job that waits": State("/arbeten/{waiting}/", "controller"),
    "job that goes on": State("/arbeten/{running}/?folj=ja", "controller", reloads=True),
    "job that is done": State("/arbeten/{imported}/", "controller"),
    "job that gave a report out": State("/arbeten/{given_job}/", "controller"),
    "job that failed": State("/arbeten/{failed}/", "controller"),
    "job that was cancelled": State("/arbeten/{cancelled}/", "controller"),
    "job that somebody cancelled first": State(
        "/arbeten/{twice}/", "controller", 409, "Avbryt arbetet", meanwhile="sent elsewhere"
    ),
    "preview": State("/arbeten/{preview}/", "controller"),
    "preview that is read in": State("/arbeten/{read}/", "controller"),
    "preview without changes": State("/arbeten/{again}/", "controller"),
    "preview that would stop": State("/arbeten/{uneven}/", "controller"),
    "preview that is not accepted": State(
        "/arbeten/{uneven}/", "controller", 400, "Läs in"
    ),
    "preview of a closed month": State("/arbeten/{closed}/", "controller"),
    "preview without a reason": State("/arbeten/{closed}/", "controller", 400, "Läs in"),
    # --- reviews
    "no reviews of one's own": State("/granska/", "neighbour"),
    "reviews of every state": State("/granska/", "head"),
    "report that is no report": State(
        "/granska/", "neighbour", 400, "Granska", file=("rapport.md", "MZ\x90\x00program")
    ),
    "review that contradicts": State("/granska/{review_found}/", "head"),
    "review that is kept": State("/granska/{review_kept}/", "head"),
    "review that agrees": State("/granska/{review_agreeing}/", "head"),
    "review that failed": State("/granska/{review_failed}/", "head"),
    "review that waits": State("/granska/{review_waiting}/", "head", reloads=True),
    "review that nobody takes": State("/granska/{review_left}/", "head", reloads=True),
    "review that goes on": State("/granska/{review_running}/", "head", reloads=True),
    "reviewed report": State("/granska/{review_found}/dokument/", "head", sandboxed=True),
    "review of somebody else": State("/granska/{review_found}/", "controller", 404),
    # --- mail
    "mail to decide on": State("/utskick/", "administrator"),
    "mail of one's own": State("/utskick/", "controller"),
    "no mail": State("/utskick/", "auditor", new=True),
    "letter that waits": State("/utskick/{mail_waiting}/", "controller"),
    "letter that is sent": State("/utskick/{mail_sent}/", "controller"),
    "letter that failed": State("/utskick/{mail_failed}/", "administrator"),
    "letter that is uncertain": State("/utskick/{mail_unknown}/", "administrator"),
    # --- the log
    "log": State("/logg/", "auditor"),
    "log of one's committee": State("/logg/?vad=arbete", "head"),
    "log without hits": State("/logg/?vem=ingen", "auditor"),
    "log with a wrong day": State("/logg/?fran=i%20g%C3%A5r", "auditor", 400),
    "log's next page": State("/logg/?sida=2", "administrator"),
    # --- signing in
    "sign-in with the demo's people": State("/konto/logga-in/"),
    "sign-in that is wrong": State(
        "/konto/logga-in/", "", 200, "Logga in",
        {"id_login": "controller@kommunen.example", "id_password": "fel lösenord"},
    ),
    "sign-in too many times": State(
        "/konto/logga-in/", "", 429, "Logga in",
        {"id_login": "glomsk@kommunen.example", "id_password": "fel lösenord"},
    ),
    "sign-in after a long time": State("/konto/logga-in/?utloggad=1&next=/arbeten/"),
    "sign-in by a directory": State("/konto/logga-in/", new=True),
    "forgotten password": State("/konto/losenord/glomt/"),
    "letter on its way": State(
        "/konto/losenord/glomt/", "", 200, "Skicka brevet",
        {"id_email": "ingen@kommunen.example"},
    ),
    "letter that is asked for": State("/konto/losenord/skickat/"),
    "link that holds": State("{link}"),
    "link with too short a password": State(
        "{link}", "", 200, "Spara lösenordet", {"id_password1": "kort", "id_password2": "kort"}
    ),
    "link that does not hold": State("/konto/losenord/nytt/1-abc/"),
    "password that is chosen": State("/konto/losenord/klart/"),
    "code at sign-in": State("/konto/logga-in/kod/", "pending"),
    "code at sign-in that is wrong": State(
        "/konto/logga-in/kod/", "pending", 200, "Logga in", {"id_code": "000000"}
    ),
    # --- the own account
    "account": State("/konto/", "controller"),
    "account without a role": State("/konto/", "utan_kod"),
    "account of an administrator": State("/konto/", "administrator"),
    "confirming by password": State("/konto/bekrafta/?next=/konto/losenord/", "unconfirmed"),
    "confirming by a wrong password": State(
        "/konto/bekrafta/", "unconfirmed", 200, "Bekräfta", {"id_password": "fel lösenord"}
    ),
    "confirming by code": State("/konto/bekrafta/kod/", "med_kod"),
    "changing one's password": State("/konto/losenord/", "utan_kod"),
    "changing to a wrong password": State(
        "/konto/losenord/", "utan_kod", 200, "Byt lösenord",
        {"id_oldpassword": "fel lösenord", "id_password1": "kort", "id_password2": "kortare"},
    ),
    "password that is changed": State("/konto/losenord/bytt/", "utan_kod"),
    "no telephone": State("/konto/engangskod/", "utan_kod"),
    "telephone that a role demands": State("/konto/engangskod/", "administrator", new=True),
    "telephone": State("/konto/engangskod/", "med_kod"),
    "linking a telephone": State("/konto/engangskod/koppla/", "utan_kod"),
    "linking by a wrong code": State(
        "/konto/engangskod/koppla/", "utan_kod", 200, "Koppla", {"id_code": "000000"}
    ),
    "unlinking a telephone": State("/konto/engangskod/ta-bort/", "med_kod"),
    "recovery codes": State("/konto/engangskod/reservkoder/", "med_kod"),
    "new recovery codes": State("/konto/engangskod/reservkoder/nya/", "med_kod"),
    "keys": State("/konto/nycklar/", "utan_kod"),
    "no keys": State("/konto/nycklar/", "controller"),
    "new key": State("/konto/nycklar/ny/", "utan_kod"),
    "new key with a wrong day": State(
        "/konto/nycklar/ny/", "utan_kod", 200, "Gör nyckeln",
        {"id_name": "Power BI", "id_last_day": "2022-01-01"},
    ),
    "key that is made": State(
        "/konto/nycklar/ny/", "utan_kod", 200, "Gör nyckeln", {"id_name": "Excel"}
    ),
    "ending a key": State("/konto/nycklar/{own_held}/", "utan_kod"),
    "key that is ended": State("/konto/nycklar/{own_ended}/", "utan_kod"),
    "ending another's key": State("/anvandare/{many}/nyckel/{many_held}/", "administrator"),
    # --- users
    "users": State("/anvandare/", "administrator"),
    "users for who only reads": State("/anvandare/?sok=kommunen", "auditor"),
    "users without hits": State("/anvandare/?sok=finnsinte", "administrator"),
    "users for who may not": State("/anvandare/", "controller", 403),
    "new user": State("/anvandare/ny/", "administrator"),
    "new user who is there": State(
        "/anvandare/ny/", "administrator", 200, "Lägg upp kontot",
        {"id_email": "karin.exempel@kommunen.example", "id_name": "Karin Exempel"},
    ),
    "user with many roles": State("/anvandare/{many}/", "administrator"),
    "user to read of": State("/anvandare/{many}/", "auditor"),
    "user without a role": State("/anvandare/{none}/", "administrator"),
    "user who is closed": State("/anvandare/{closed_user}/", "administrator"),
    "user who is oneself": State("/anvandare/{administrator}/", "administrator"),
    "user who is not there": State("/anvandare/999/", "administrator", 404),
    "new role": State("/anvandare/{many}/roll/", "administrator"),
    "new role with a wrong day": State(
        "/anvandare/{many}/roll/", "administrator", 200, "Ge rollen", {"id_last": "2022-01-01"}
    ),
    "ending a role": State("/anvandare/{many}/roll/{held}/", "administrator"),
    "ending a role too early": State(
        "/anvandare/{many}/roll/{held}/", "administrator", 200, "Avsluta rollen",
        {"id_last": "2022-01-01"},
    ),
    "closing an account": State("/anvandare/{many}/stang/", "administrator"),
    "opening an account": State("/anvandare/{closed_user}/oppna/", "administrator"),
    "sending a link": State("/anvandare/{many}/lank/", "administrator"),
    "a link to who is closed": State(
        "/anvandare/{closed_user}/lank/", "administrator", 200, "Skicka länken"
    ),
    # --- a new site, and what goes wrong
    "site without committees": State("/", new=True),
    "log of a new site": State("/logg/", "auditor", new=True),
    "users of a new site": State("/anvandare/", "auditor", new=True),
    "looks of a new site": State("/utseende/", new=True),
    "method of a new site": State("/sa-raknas-det/", new=True),
    "error of the request": State("/bad/", "", 400),
    "error of an old form": State(
        "/granska/", "", 403, "Granska", file=("rapport.md", "# Rapport\n"),
        meanwhile="cookies lost",
    ),
    "error of a right": State("/logg/", "reader", 403),
    "error of an address": State("/finns/inte/", "controller", 404),
    "error that is worded": State("/worded/", "", 500),
    "error that nobody foresaw": State("/unforeseen/", "", 500),
}  # fmt: skip
"""By name. Those who reach a state by sending a form come back to the same form each time."""

WITHOUT_A_PAGE = {
    "committees", "account_logout", "openid_connect_login",  # lead on
    "openid_connect_callback",
    "sign_out_everywhere", "sign_in_as_demo", "cancel_job", "retry_job", "read_previewed",  # sent
    "rows_file", "known_file", "history_file", "forecasts_file", "report_file",
    "given_file", "given_table_file", "template", "file",
    "bindable_json",
    "look_style", "look_logo", "look_letters", "look_picture", "look_trial", "review_result",
    "log_file", "health", "given_feed", "site_map", "robots",
}  # fmt: skip
"""Addresses that lead elsewhere, take what a form sends, or answer with a file or plain text."""
