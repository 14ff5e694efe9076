// Helps whoever writes a section: figures to choose after [[, and how the text reads while it is
// written. Without this file the same is had by the page's own buttons and links.
"use strict";

(() => {
  const form = document.querySelector("form.editor");
  if (!form) return;
  const fields = { rubrik: form.elements.rubrik, text: form.elements.text };
  const reading = document.getElementById("lasning");

  // --- how it reads, while it is written

  let waiting = 0;
  let asked = null;

  const showReading = async () => {
    if (!reading) return;
    if (asked) asked.abort();
    asked = new AbortController();
    const sent = new FormData(form);
    sent.set("gor", "visa");
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: sent, headers: { "X-Uppsikt-Part": "reading" }, signal: asked.signal,
      });
      if (answer.ok && !answer.redirected) {
        reading.innerHTML = await answer.text();
        nearToPress(reading);
        reading.classList.remove("old");
      } else {
        reading.classList.add("old");
      }
    } catch (fault) {
      if (fault.name !== "AbortError") reading.classList.add("old");
    }
  };

  // What could stand there instead is something to press, where there is a script.
  const nearToPress = (root) => {
    for (const near of root.querySelectorAll("code[data-near]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.near = near.dataset.near;
      button.textContent = near.textContent;
      near.replaceWith(button);
    }
  };
  nearToPress(document);

  const readSoon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(showReading, 350);
  };

  const put = (field, start, end, words) => {
    field.focus();
    field.setSelectionRange(start, end);
    // So that it can be undone like what is typed.
    if (!document.execCommand("insertText", false, words)) {
      field.setRangeText(words, start, end, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };

  // What is wrong is selected where it stands, and one of the nearest names can take its place.
  document.addEventListener("click", (event) => {
    const near = event.target.closest("[data-near]");
    const place = near ? near.closest("li").querySelector("[data-field]") : event.target.closest("[data-field]");
    if (!place) return;
    event.preventDefault();
    const field = fields[place.dataset.field];
    const [start, end] = signs(field.value, Number(place.dataset.start), Number(place.dataset.end));
    if (near) {
      put(field, start, end, near.dataset.near);
    } else {
      field.focus();
      field.setSelectionRange(start, end);
    }
  });

  // The server counts characters, the browser units of UTF-16: a rare sign is two of them.
  const signs = (text, start, end) => {
    const every = Array.from(text);
    const length = (most) => every.slice(0, most).join("").length;
    return [length(start), length(end)];
  };

  // --- figures to choose after [[

  const text = fields.text;
  const list = document.createElement("ul");
  list.id = "tallista";
  list.className = "offered";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Tal att binda");
  list.hidden = true;
  const told = document.createElement("p");
  told.className = "unseen";
  told.setAttribute("role", "status");
  text.after(list, told);
  text.setAttribute("aria-autocomplete", "list");
  text.setAttribute("aria-haspopup", "listbox");
  text.setAttribute("aria-controls", list.id);

  let offered = [];
  let chosen = -1;
  let looking = 0;
  let lookedFor = null;

  // Where an open [[ begins before the caret, on the same line; -1 where there is none.
  const opening = () => {
    const before = text.value.slice(0, text.selectionStart);
    const at = before.lastIndexOf("[[");
    return at < 0 || /\]\]|\n/.test(before.slice(at)) ? -1 : at;
  };

  const close = () => {
    clearTimeout(looking);
    list.hidden = true;
    offered = [];
    chosen = -1;
    told.textContent = "";
    text.removeAttribute("aria-activedescendant");
  };

  const mark = (index) => {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = index;
    const one = list.children[index];
    one.setAttribute("aria-selected", "true");
    one.scrollIntoView({ block: "nearest" });
    text.setAttribute("aria-activedescendant", one.id);
  };

  const show = (found) => {
    offered = found.figures;
    list.replaceChildren(...offered.map((one, index) => {
      const item = document.createElement("li");
      item.id = `tal-${index}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      const name = document.createElement("span");
      name.textContent = one.text.slice(2, -2);
      const value = document.createElement("b");
      value.textContent = one.printed;
      item.append(name, " ", value);
      return item;
    }));
    list.hidden = !offered.length;
    chosen = -1;
    if (!offered.length) {
      close();
      told.textContent = "Inget tal heter så.";
      return;
    }
    mark(0);
    const more = found.total > offered.length ? ` av ${found.total}` : "";
    told.textContent = `${offered.length}${more} tal. Pil upp och ner väljer, retur sätter in.`;
  };

  const look = async () => {
    const at = opening();
    if (at < 0) return close();
    if (lookedFor) lookedFor.abort();
    lookedFor = new AbortController();
    const query = text.value.slice(at + 2, text.selectionStart);
    try {
      const address = `${form.dataset.figures}?q=${encodeURIComponent(query)}`;
      const answer = await fetch(address, { signal: lookedFor.signal });
      if (answer.ok && opening() === at) show(await answer.json());
    } catch (fault) {
      if (fault.name !== "AbortError") close();
    }
  };

  const choose = (index) => {
    const at = opening();
    if (at < 0 || !offered[index]) return;
    const end = text.selectionStart;
    const rest = text.value.slice(end).match(/^[^\[\]\n]*\]\]/);
    const words = offered[index].text;
    close();
    put(text, at, end + (rest ? rest[0].length : 0), words);
  };

  text.addEventListener("input", () => {
    clearTimeout(looking);
    if (opening() < 0) close();
    else looking = setTimeout(look, 120);
  });
  text.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      event.preventDefault();
      mark((chosen + steps[event.key] + offered.length) % offered.length);
    } else if (event.key === "Enter" || event.key === "Tab") {
      event.preventDefault();
      choose(chosen);
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
  });
  text.addEventListener("blur", close);
  // Before the text loses focus, which would close the list.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) choose([...list.children].indexOf(item));
  });

  // --- nothing that is typed is lost

  let isChanged = form.hasAttribute("data-typed");
  form.addEventListener("input", () => {
    isChanged = true;
    if (opening() < 0) readSoon();
    else clearTimeout(waiting); // a figure is being chosen
  });
  form.addEventListener("submit", () => {
    isChanged = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (isChanged) event.preventDefault();
  });
})();
