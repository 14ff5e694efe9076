/* Saves a forecast's form as it is written. Without this file its buttons do the same. */
"use strict";
(() => {
  const form = document.getElementById("prognos");
  if (!form) return;
  const told = document.getElementById("sparat"), reads = document.getElementById("lases");
  const { belopp: amount, andring: revision, csrfmiddlewaretoken: token } = form.elements;
  const PARTS = ["val", "belopp", "varfor"], PAUSE = 1000, AGAIN = 5000;
  const OFFLINE = "Du är inte uppkopplad. Det du skriver står kvar här och sparas när du är det.";
  const SIGNED_OUT = "Du är inte längre inloggad. Logga in i en ny flik och kom sedan tillbaka hit: det du har skrivit står kvar och sparas då.";
  let timer = 0, asked = null, aside = amount.value;
  let last = served();                                     /* what the server has */
  let failed = null;                                       /* a save whose answer never came */
  let isOut = false, isRefused = false, isLeaving = false, isWaiting = false;

  /* As the page came: what a browser has put back into the form since is not saved. */
  function served() {
    const kept = new FormData();
    for (const radio of form.querySelectorAll("[name=val]")) if (radio.defaultChecked) kept.set("val", radio.value);
    kept.set("belopp", amount.defaultValue);
    kept.set("varfor", form.elements.varfor.defaultValue);
    return kept;
  }

  function written() {
    const sent = new FormData(form);
    sent.delete("fraga");
    sent.set("gor", "spara");
    return sent;
  }

  function same(one, other) {
    return PARTS.every(name => (one.get(name) || "") === (other.get(name) || ""));
  }

  function tell(text, unsaved) {
    if (told.textContent !== text) told.textContent = text;
    told.classList.toggle("unsaved", unsaved);
  }

  function later(wait) {
    clearTimeout(timer);
    if (!isRefused && !isLeaving) timer = setTimeout(save, wait);
  }

  /* One save at a time. One whose answer never came is made again as it was, for it may be kept. */
  function save() {
    clearTimeout(timer);
    if (asked || isRefused || isLeaving) return asked;
    const sent = failed || written();
    if (!failed && same(sent, last)) return null;
    asked = post(sent).finally(() => { asked = null; });
    return asked;
  }

  async function post(sent) {
    try {
      if (isOut && !await signedIn()) return out(sent);
      sent.set("andring", revision.value);
      sent.set("csrfmiddlewaretoken", token.value);
      const answer = await fetch(form.action, {
        method: "POST", body: sent, headers: { Accept: "application/json" }, keepalive: true,
        credentials: "same-origin", redirect: "manual",
      });
      const isOurs = (answer.headers.get("Content-Type") || "").startsWith("application/json");
      const said = isOurs ? await answer.json() : {};
      if (answer.ok && isOurs) return taken(sent, said);
      if (answer.status >= 500 || answer.status === 429) return again(sent);
      if (answer.type === "opaqueredirect" || answer.status === 403) return out(sent);
      isRefused = true;
      failed = null;
      tell(`Inte sparat. ${said.what || "Sidan gäller inte längre."} Tryck på Spara för att se mer.`, true);
    } catch {
      again(sent);
    }
  }

  /* Whether somebody is signed in again; then the form is theirs, with a new mark of its own. */
  async function signedIn() {
    const answer = await fetch(form.action, { credentials: "same-origin", redirect: "manual" });
    if (!answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const mark = page.querySelector("#prognos [name=csrfmiddlewaretoken]");
    if (mark) token.value = mark.value;
    isOut = !mark;
    return !isOut;
  }

  function taken(sent, said) {
    failed = null;
    last = sent;
    revision.value = said.revision;
    tell(said.saved, false);
    if (said.reading) reads.textContent = said.reading;
    if (!same(written(), sent)) later(PAUSE);
  }

  function again(sent) {
    failed = sent;
    tell(`Inte sparat. ${navigator.onLine ? "Försöker igen." : OFFLINE}`, true);
    later(AGAIN);
  }

  function out(sent) {
    failed = sent;
    isOut = true;
    tell(`Inte sparat. ${SIGNED_OUT}`, true);
  }

  /* An amount that is written is chosen; one that is not chosen is put aside, not sent. */
  function chosen(event) {
    if (event.target === amount && amount.value.trim()) {
      form.querySelector("[name=val][value=own]").checked = true;
    } else if (event.target.name === "val" && event.target.value === "own") {
      if (!amount.value) amount.value = aside;
    } else if (event.target.name === "val" && amount.value) {
      aside = amount.value;
      amount.value = "";
    }
  }

  /* The form is sent after the save that is under way; where nobody can be reached it stays. */
  async function leave(button) {
    isWaiting = true;
    await (asked || (failed && save()));
    isWaiting = false;
    if (!failed && navigator.onLine) return form.requestSubmit(button);
    const why = isOut ? SIGNED_OUT : navigator.onLine ? "Uppsikt går inte att nå just nu. Försök igen om en stund." : OFFLINE;
    tell(`Inte skickat. ${why}`, true);
    if (!isOut) later(AGAIN);
  }

  form.addEventListener("input", event => {
    if (event.target.id === "fraga") return;
    chosen(event);
    later(PAUSE);
  });
  form.addEventListener("change", event => { if (event.target.id !== "fraga") save(); });
  form.addEventListener("submit", event => {
    clearTimeout(timer);
    if (!isLeaving && !isWaiting && !asked && !failed && navigator.onLine) {
      isLeaving = true;
      return;
    }
    event.preventDefault();
    if (!isLeaving && !isWaiting) leave(event.submitter);
  });
  window.addEventListener("online", () => { if (failed) save(); });
  window.addEventListener("focus", () => { if (isOut) save(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden || isOut) save(); });
  window.addEventListener("beforeunload", event => {
    if (!isLeaving && (failed || (isRefused && !same(written(), last)))) event.preventDefault();
  });
  window.addEventListener("pageshow", event => {
    isLeaving = false;
    if (event.persisted && !failed && !isRefused && same(written(), last)) location.reload();
  });
  if (!same(written(), last)) later(PAUSE);
})();
