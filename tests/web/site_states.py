"""Puts a site into every state that a page can show, beside the demo that is loaded in it.

Run in a process on the data folder (`main`), before the server starts. What is told: sessions by
the name of whoever holds them, and the places that addresses name, such as the number of a job
that failed. Nothing works beside the server, so what waits goes on waiting.
"""

from __future__ import annotations

import json
import re
import secrets
import time
from collections.abc import Mapping
from contextlib import nullcontext
from datetime import date, timedelta
from pathlib import Path

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from gate_states import fill_gate, leave_gate
from signing_in import PASSWORD, make_user

from uppsikt.figures import Period
from uppsikt.followup.cells.commenting import Wish, comment
from uppsikt.organisation.services import setup_committee
from uppsikt.platform.access.models import RoleGrant, User
from uppsikt.platform.access.rules import COMMAND_LINE, Actor, Role
from uppsikt.platform.accounts.role_rules import Span
from uppsikt.platform.accounts.role_services import give_role
from uppsikt.platform.accounts.services import close_user, password_link
from uppsikt.platform.jobs.models import Job
from uppsikt.platform.jobs.rules import State as JobState
from uppsikt.platform.jobs.running import Worker
from uppsikt.platform.outbox.models import Message
from uppsikt.platform.outbox.rules import State as MailState
from uppsikt.platform.outbox.services import write
from uppsikt.platform.stores import current_store
from uppsikt.review_desk.models import AskedReview
from uppsikt.rounds.rules import Dates, StepKind
from uppsikt.rounds.selectors import reporting_lines
from uppsikt.rounds.services import excuse, held, report, send_back, set_dates
from uppsikt.rounds.year_rules import suggested_dates
from uppsikt.sources.models import ClosedChange
from uppsikt.sources.period_rules import State as PeriodState
from uppsikt.sources.periods import set_period
from uppsikt.web.clock import now, today

OWN = "arbetslivsnamnden"
MONTH = f"/namnder/{OWN}/2022-10"
Places = dict[str, str]

LONG_NAME = "Gymnasie- och vuxenutbildningsnämnden"
EMPTY_COMMITTEE = f"""\
kortnamn = "utbildning"
namn = "{LONG_NAME}"
kommun = "Borås Stad"
kommunkod = "1490"
ansvar = ["77"]

[dimensioner]
ansvar = 20
verksamhet = 21
projekt = 23
motpart = 22

[[kontogrupp]]
nyckel = "kostnader"
namn = "Kostnader"
slag = "kostnad"
konton = ["4", "5"]

[[verksamhet]]
nyckel = "vuxenutbildning"
namn = "Kommunal vuxenutbildning"
verksamhet = ["47"]
"""
FORECAST = """\
Månad;Verksamhet;Slag;Enhet;Belopp;Lämnad;Lämnad av
2022-10;Integration;netto;tkr;{amount};2022-11-09;enhetschef
"""
CONTRADICTING = """# Budgetuppföljning efter oktober 2031, kulturnämnden

| Tkr | Ursprunglig budget 2031 | Tilläggsanslag | Omföringar | Gällande budget 2031 |
| --- | ---: | ---: | ---: | ---: |
| Bibliotek | -31 200 | -300 | 0 | -31 500 |
| Museer | -12 450 | 0 | 250 | -12 020 |
| Kulturskola | -8 100 | 0 | -250 | -8 350 |
| Scen och musik | -5 600 | 0 | 0 | -5 600 |
"""


def browser() -> Client:
    """A browser, as the site knows it by its name."""
    return Client(SERVER_NAME="localhost", HTTP_USER_AGENT="Mozilla/5.0 (X11) Chrome/140.0")


def session_of(client: Client, *, confirmed_for: timedelta = timedelta(hours=1)) -> str:
    """The mark of its session, where a password that was given is fresh as long as the walk."""
    session = client.session
    for given in session.get("account_authentication_methods", ()):
        given["at"] += confirmed_for.total_seconds()
    session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def as_demo(email: str) -> Client:
    """A browser where one of the demo's people has signed in."""
    client = browser()
    user = User.objects.get(username=f"{email}@demo.invalid")
    assert client.post("/konto/demo/", {"vem": user.pk}).status_code == 302
    return client


def signed_in(email: str, password: str = PASSWORD) -> Client:
    """A browser where somebody with a password has come as far as a password leads."""
    client = browser()
    answer = client.post("/konto/logga-in/", {"login": email, "password": password})
    assert answer.status_code == 302, answer.content.decode()
    return client


def work() -> None:
    """Does all that waits, as the worker's process does."""
    worker = Worker("prov", settings.DATA_FOLDER, now, lambda _: nullcontext())
    while worker.run_next():
        pass


# --- reports, comments, periods -----------------------------------------------------------------


def fill_committee(folder: Path) -> None:
    """A comment that was changed, a closed month that was changed, a committee without figures."""
    store, when = current_store(), now()
    for hours, text in enumerate(
        ("Färre mottagna än väntat.", "Färre mottagna än väntat, och senare på året.")
    ):
        wish = Wish(Period.month(2022, 10), "monthly", "Integration", "Prognos 2022", "", text)
        comment(
            actor=COMMAND_LINE, now=when + timedelta(seconds=hours), store=store, committee=OWN,
            wish=wish,
        )  # fmt: skip
    for month in (1, 2, 3):
        set_period(
            actor=COMMAND_LINE, now=when, store=store, committee=OWN,
            period=Period.month(2022, month), state=PeriodState.CLOSED,
        )  # fmt: skip
    ClosedChange.everything.create(
        committee=OWN, cause="huvudbok-2022-rattad.se", reason="Rättad faktura", changed_at=when,
        actor="controllern", rows=[["integration", "4510", 202203, 202203, -100_00, -200_00]],
    )  # fmt: skip
    setup = folder / "utbildning.toml"
    setup.write_text(EMPTY_COMMITTEE, encoding="utf-8")
    setup_committee(actor=COMMAND_LINE, now=when, path=setup)


# --- the month's round --------------------------------------------------------------------------


def fill_rounds() -> None:
    """Rounds where somebody, nobody and everybody has reported; one that is returned."""
    when, october = now(), Period.month(2022, 10)
    for slug, months in ((OWN, ("2022-05", "2022-10")), ("ifon", ("2023-07",))):
        rounds = [suggested_dates(Period.parse(month)) for month in months]
        set_dates(actor=COMMAND_LINE, now=when, committee=slug, rounds=rounds)
    for activity, net, text in (
        ("ekonomiskt-bistand", -66_500_000_00, "Färre hushåll, men högre hyror."),
        ("integration", -3_000_000_00, "Fler mottagna än väntat."),
    ):
        report(
            actor=COMMAND_LINE, now=when, committee=OWN, month=october, activity=activity, net=net,
            comment=text,
        )  # fmt: skip
    send_back(
        actor=COMMAND_LINE, now=when, committee=OWN, month=october, activity="integration",
        question="Är schablonersättningen för november med?",
    )  # fmt: skip
    july = Period.month(2023, 7)
    for line in reporting_lines(reader=COMMAND_LINE, committee="ifon", month=july):
        excuse(
            actor=COMMAND_LINE, now=when, committee="ifon", month=july, activity=line.key,
            reason="Semester",
        )  # fmt: skip


def fill_own_rounds() -> None:
    """A round in each state that somebody who gives forecasts meets."""
    when, help_ = now(), "ekonomiskt-bistand"
    opened, later = date(2022, 11, 1), today() + timedelta(days=30)
    for month, opens in ((9, opened), (8, opened), (7, later), (6, opened), (4, opened)):
        _set_round(Period.month(2022, month), opens)
    _set_round(Period.month(2026, 1), date(2026, 2, 2))
    for month in (8, 6, 4):
        report(
            actor=COMMAND_LINE, now=when, committee=OWN, month=Period.month(2022, month),
            activity=help_, net=-60_500_000_00, comment="Färre hushåll, men högre hyror.",
        )  # fmt: skip
    send_back(
        actor=COMMAND_LINE, now=when, committee=OWN, month=Period.month(2022, 8),
        activity=help_, question="Är hyran för november med i prognosen?",
    )  # fmt: skip
    with held(COMMAND_LINE, when, OWN, Period.month(2022, 6)) as round_:
        round_.step(StepKind.PUBLIC)


def _set_round(month: Period, opens: date) -> None:
    dates = Dates(
        month, "monthly", opens, opens + timedelta(days=7), None, opens + timedelta(days=21)
    )
    set_dates(actor=COMMAND_LINE, now=now(), committee=OWN, rounds=[dates])


# --- the report's texts ---------------------------------------------------------------------------


def fill_texts(client: Client) -> None:
    """A text of last month's, a template, one with former wordings, and one that is taken out."""
    texts = f"{MONTH}/runda/texter/manadsuppfoljning"
    new = f"{MONTH}/runda/nytt-avsnitt/manadsuppfoljning/".replace("2022-10", "2022-09")
    sent = (
        (new, "Framtiden", "Hösten blir [[Nämnden: prognosresultat | i ord]].", "0", "spara"),
        (f"{texts}/osakra-poster/", "Osäkra poster", "Det mesta är osäkert.", "0", "mall"),
        (f"{texts}/osakra-poster/", "Osäkra poster", "Nästan allt är osäkert.", "1", "spara"),
        (f"{texts}/om-demon/", "", "", "0", "ta-ut"),
    )
    for address, heading, body, seen, do in sent:
        words = {"rubrik": heading, "text": body, "plats": "inledning", "sedd": seen, "gor": do}
        answer = client.post(address, words)
        assert answer.status_code == 302, answer.content.decode()


# --- jobs ---------------------------------------------------------------------------------------


def handed_in(client: Client, content: str, name: str) -> str:
    """The number of the job that previews a file."""
    file = SimpleUploadedFile(name, content.encode())
    answer = client.post("/las-in/", {"committee": OWN, "kind": "", "file": file})
    found = re.search(r"/arbeten/(\d+)/", answer.headers.get("Location", ""))
    assert found, answer.content.decode()
    return found[1]


def asked(client: Client, address: str, **form: str) -> str:
    """The number of the job that a form asks for."""
    found = re.search(r"/arbeten/(\d+)/", client.post(address, form).headers["Location"])
    assert found
    return found[1]


def ledger(day: str, *amounts: str) -> str:
    """A ledger of one voucher."""
    rows = "".join(f"#TRANS 4510 {{20 1401 21 5750}} {one}\r\n" for one in amounts)
    return (
        "#FLAGGA 0\r\n#FORMAT PC8\r\n#SIETYP 4\r\n#FNAMN Provköping\r\n"
        "#RAR 0 20220101 20221231\r\n#DIM 20 Ansvar\r\n#DIM 21 Verksamhet\r\n"
        '#KONTO 4510 "Ekonomiskt bistand"\r\n'
        f'#VER A 1 {day} "Prov"\r\n{{\r\n{rows}}}\r\n'
    )


def fill_jobs(client: Client) -> Places:
    """Jobs that are done and one that failed, and a preview of every kind."""
    places: Places = {}
    places["given_job"] = asked(client, f"/namnder/{OWN}/2022-03/manadsuppfoljning/lamna-ut/")
    work()
    places["preview"] = handed_in(client, FORECAST.format(amount=-27000), "prognos-oktober.csv")
    places["failed"] = handed_in(client, "Månad;Verksamhet\n", "prognos-utan-kolumner.csv")
    places["uneven"] = handed_in(client, ledger("20221014", "100.00"), "huvudbok-utan-balans.se")
    places["closed"] = handed_in(
        client, ledger("20220114", "100.00", "-100.00"), "huvudbok-2022-rattad.se"
    )
    work()
    later = handed_in(client, FORECAST.format(amount=-26000), "prognos-rattad.csv")
    work()
    places["imported"] = asked(client, f"/las-in/{later}/")
    work()
    places["read"] = later
    places["again"] = handed_in(client, FORECAST.format(amount=-26000), "prognos-igen.csv")
    work()
    return places


def leave_jobs(client: Client) -> Places:
    """Jobs that wait, one that goes on and one that was cancelled."""
    places: Places = {}
    places["waiting"] = handed_in(client, FORECAST.format(amount=-25000), "prognos-vantar.csv")
    places["running"] = handed_in(client, FORECAST.format(amount=-24000), "prognos-pagar.csv")
    places["twice"] = handed_in(client, FORECAST.format(amount=-22000), "prognos-ångrad.csv")
    places["cancelled"] = handed_in(client, FORECAST.format(amount=-23000), "prognos-avbruten.csv")
    client.post(f"/arbeten/{places['cancelled']}/avbryt/")
    Job.everything.filter(pk=places["running"]).update(
        state=JobState.RUNNING, attempts=1, worker="prov", started_at=now(), beat_at=now(),
        part="Läser in verifikationerna", rows=1_250_000, share=0.62,
    )  # fmt: skip
    return places


# --- mail ---------------------------------------------------------------------------------------


def fill_mail(user: User) -> Places:
    """A letter in every state, written by somebody."""
    states = {
        MailState.WAITING: {},
        MailState.SENT: {"sent_at": now(), "attempts": 1},
        MailState.FAILED: {"attempts": 8, "fault": "E-postservern tog inte emot adressen."},
        MailState.UNKNOWN: {"attempts": 1, "fault": "E-postservern svarade inte i tid."},
    }
    places: Places = {}
    actor = Actor(user.first_name, user=user.pk)
    for state, more in states.items():
        number = write(
            actor=actor, now=now(), to="arbetslivsforvaltningens.registrator@kommunen.example",
            subject="Kallelse till sammanträde den 22 november 2022",
            text="Hej!\n\nKallelsen finns i systemet.\n\nHälsningar\nNämndsekreteraren",
        )  # fmt: skip
        Message.everything.filter(pk=number).update(state=state, **more)
        places[f"mail_{state.value}"] = str(number)
    return places


# --- reviews ------------------------------------------------------------------------------------


def ask_review(client: Client, file: str, content: str) -> str:
    """The key of a review that is asked for."""
    answer = client.post("/granska/", {"fil": SimpleUploadedFile(file, content.encode())})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"].split("/")[2]


def fill_reviews(client: Client) -> Places:
    """Reviews that are done: with a contradiction, kept, without any, and one that failed."""
    agreeing = CONTRADICTING.replace("-12 020", "-12 200")
    places = {
        "review_found": ask_review(client, "budgetuppföljning-kulturnämnden.md", CONTRADICTING),
        "review_kept": ask_review(client, "budgetuppföljning-behållen.md", CONTRADICTING),
        "review_agreeing": ask_review(client, "budgetuppföljning-utan-motsägelser.md", agreeing),
        "review_failed": ask_review(client, "inskannad-rapport.pdf", "%PDF-1.7\n%%EOF\n"),
    }
    work()
    client.post(f"/granska/{places['review_kept']}/", {"gor": "behall"})
    return places


def leave_reviews(client: Client) -> Places:
    """Reviews that wait, the one that nobody takes up before all others, and one that goes on."""
    left, waiting, running = (
        ask_review(client, f"delårsrapport-{name}.md", CONTRADICTING)
        for name in ("som-väntat", "på-tur", "som-granskas")
    )
    AskedReview.everything.filter(key=left).update(asked_at=now() - timedelta(minutes=20))
    job = AskedReview.everything.get(key=running).job
    assert job is not None
    Job.everything.filter(pk=job).update(state=JobState.RUNNING, started_at=now())
    return {"review_left": left, "review_waiting": waiting, "review_running": running}


# --- accounts -----------------------------------------------------------------------------------


def give(user: User, role: Role, committee: str = OWN, *, days: int = 0) -> RoleGrant:
    """A role that somebody holds, from today or later."""
    span = Span(role, committee, today() + timedelta(days=days))
    return give_role(actor=COMMAND_LINE, now=now(), user=user, new=span)


def fill_accounts() -> Places:
    """Accounts of every kind: with many roles, with none, closed."""
    many = make_user("karin.exempel@kommunen.example", "Karin Exempel")
    held = give(many, Role.CONTROLLER)
    give(many, Role.SECRETARY, "ifon", days=30)
    ended = RoleGrant.everything.create(
        user=many, role=Role.READER.name, committee=OWN, valid_from=date(2022, 1, 1),
        valid_to=date(2022, 12, 31),
    )  # fmt: skip
    assert ended.pk
    none = make_user("utan.roll@kommunen.example", "Utan Roll")
    closed = make_user("har.slutat@kommunen.example", "Har Slutat")
    link = password_link(actor=COMMAND_LINE, now=now(), user=none)
    close_user(actor=COMMAND_LINE, now=now(), user=closed)
    admin = User.objects.get(username="administrator@demo.invalid")
    return {
        "many": str(many.pk), "held": str(held.pk), "none": str(none.pk), "closed_user":
        str(closed.pk), "administrator": str(admin.pk),
        "link": link[link.index("/konto/") :],
    }  # fmt: skip


def fill_codes() -> Places:
    """Sessions of somebody with a telephone and of somebody without, and of who is asked for it."""
    sessions: Places = {}
    make_user("utan.kod@kommunen.example", "Utan Kod")
    make_user("med.kod@kommunen.example", "Med Kod")
    sessions["unconfirmed"] = session_of(
        signed_in("utan.kod@kommunen.example"), confirmed_for=timedelta()
    )
    for name in ("utan.kod", "med.kod"):
        client = signed_in(f"{name}@kommunen.example")
        link = "/konto/engangskod/koppla/"
        client.post(f"/konto/bekrafta/?next={link}", {"password": PASSWORD})
        if name == "med.kod":
            page = client.get(link).content.decode()
            found = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
            assert found, page
            code = hotp_value(found[1].replace(" ", ""), int(time.time()) // 30)
            assert client.post(link, {"code": format_hotp_value(code)}).status_code == 302
        sessions[name.replace(".", "_")] = session_of(client)
    sessions["pending"] = session_of(signed_in("med.kod@kommunen.example"))
    for _ in range(5):
        wrong = {"login": "glomsk@kommunen.example", "password": secrets.token_hex(8)}
        browser().post("/konto/logga-in/", wrong)
    return sessions


def fill_tokens() -> Places:
    """A key that holds and one that is ended, of somebody who sees them and of another."""
    places: Places = {}
    for name, email in (("own_", "utan.kod"), ("many_", "karin.exempel")):
        client = signed_in(f"{email}@kommunen.example")
        client.post("/konto/bekrafta/", {"password": PASSWORD})
        for which in ("ended", "held"):
            made = client.post("/konto/nycklar/ny/", {"name": "Power BI, budgetuppföljning"})
            assert made.status_code == 200, made
            numbers = re.findall(
                r"/konto/nycklar/(\d+)/", client.get("/konto/nycklar/").content.decode()
            )
            places[f"{name}{which}"] = numbers[0]
            if which == "ended":
                client.post(f"/konto/nycklar/{numbers[0]}/")
    return places


# --- all of it ----------------------------------------------------------------------------------

PEOPLE = {
    "controller": f"controller.{OWN}", "head": f"head.{OWN}", "manager": f"manager.{OWN}",
    "reader": f"reader.{OWN}", "secretary": f"secretary.{OWN}", "auditor": "auditor",
    "administrator": "administrator", "neighbour": "controller.ifon",
}  # fmt: skip


def fill_demo(folder: Path) -> Mapping[str, Places]:
    """Every state beside the demo; sessions and places."""
    clients = {name: as_demo(email) for name, email in PEOPLE.items()}
    controller = User.objects.get(username=f"{PEOPLE['controller']}@demo.invalid")
    fill_committee(folder)
    fill_rounds()
    fill_own_rounds()
    places = fill_reviews(clients["head"])
    places |= fill_jobs(clients["controller"])
    fill_gate()
    fill_texts(clients["controller"])
    places |= leave_reviews(clients["head"])
    places |= leave_jobs(clients["controller"])
    leave_gate()
    places |= fill_mail(controller)
    places |= fill_accounts()
    sessions = fill_codes()
    places |= fill_tokens()
    sessions |= {name: session_of(client) for name, client in clients.items()}
    return {"places": places, "sessions": sessions}


def fill_new(folder: Path) -> Mapping[str, Places]:
    """A site where nothing is read in: an administrator, whose role demands a code, and others."""
    sessions: Places = {}
    for role, slug in ((Role.ADMINISTRATOR, ""), (Role.AUDITOR, "")):
        user = make_user(f"{role.name.lower()}@kommunen.example", role.value.capitalize())
        give(user, role, slug)
        sessions[role.name.lower()] = session_of(signed_in(user.username))
    return {"places": {}, "sessions": sessions}


def main(kind: str, folder: str) -> None:
    """Fills the site and writes what there is as JSON."""
    fill = {"demo": fill_demo, "new": fill_new}[kind]
    print(json.dumps(fill(Path(folder))))
