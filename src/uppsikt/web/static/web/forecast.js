/* Saves a forecast's form as it is written. Without this file its buttons do the same. */
"use strict";
(() => {
  const form = document.getElementById("prognos");
  if (!form) return;
  const told = document.getElementById("sparat"), reads = document.getElementById("lases");
  const amount = form.elements.belopp, revision = form.elements.andring;
  const PAUSE = 1000, AGAIN = 5000;
  let timer = 0, asked = null, failed = null, stopped = false, aside = amount.value;
  let last = written();

  function written() {
    const sent = new FormData(form);
    sent.delete("fraga");
    sent.set("gor", "spara");
    return sent;
  }

  function same(one, other) {
    return ["val", "belopp", "varfor"].every(name => one.get(name) === other.get(name));
  }

  function tell(text, unsaved) {
    told.textContent = text;
    told.classList.toggle("unsaved", unsaved);
  }

  function later(wait) {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(save, wait);
  }

  /* One save at a time. One whose answer never came is made again as it was, for it may be kept. */
  function save() {
    clearTimeout(timer);
    if (asked || stopped) return asked;
    const sent = failed || written();
    if (!failed && same(sent, last)) return null;
    sent.set("andring", revision.value);
    asked = post(sent).finally(() => { asked = null; });
    return asked;
  }

  async function post(sent) {
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: sent, headers: { Accept: "application/json" }, keepalive: true,
        credentials: "same-origin", redirect: "manual",
      });
      const isOurs = (answer.headers.get("Content-Type") || "").startsWith("application/json");
      const said = isOurs ? await answer.json() : {};
      if (answer.ok && isOurs) return taken(sent, said);
      if (answer.status >= 500 || answer.status === 429) return again(sent);
      stopped = true;
      failed = null;
      tell(`Inte sparat. ${said.what || "Sidan gäller inte längre."} Tryck på Spara för att se mer.`, true);
    } catch {
      again(sent);
    }
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
    tell("Inte sparat. Försöker igen.", true);
    later(AGAIN);
  }

  /* An amount that is written is chosen; one that is not chosen is put aside, not sent. */
  function chosen(event) {
    if (event.target === amount && amount.value.trim()) {
      form.elements.val.value = "own";
    } else if (event.target.name === "val" && event.target.value === "own") {
      if (!amount.value) amount.value = aside;
    } else if (event.target.name === "val" && amount.value) {
      aside = amount.value;
      amount.value = "";
    }
  }

  form.addEventListener("input", event => {
    if (event.target.id === "fraga") return;
    chosen(event);
    later(PAUSE);
  });
  form.addEventListener("change", event => { if (event.target.id !== "fraga") save(); });
  window.addEventListener("pageshow", event => { if (event.persisted) location.reload(); });
  window.addEventListener("online", () => { if (failed) save(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  form.addEventListener("submit", event => {
    clearTimeout(timer);
    stopped = true;
    if (!asked) return;
    event.preventDefault();
    asked.then(() => form.requestSubmit(event.submitter));
  });
})();
