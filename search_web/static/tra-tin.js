/* What script adds to pages that work without it: suggestions while typing, long lists narrowed by typing,
   short URLs. Suggestions follow the combobox pattern of WAI-ARIA 1.2 (list autocomplete, manual selection). */
"use strict";
(() => {
  const fold = text => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  const vietnamese = document.documentElement.lang === "vi";
  const words = vietnamese
    ? { list: "Gợi ý", count: n => n ? `${n} gợi ý` : "Không có gợi ý",
        agency: "cơ quan", person: "người", number: "văn bản", phrase: "", title: "tiêu đề", meeting: "cuộc họp" }
    : { list: "Suggestions", count: n => n ? `${n} suggestions` : "No suggestions",
        agency: "agency", person: "person", number: "document", phrase: "", title: "title", meeting: "meeting" };

  /* -- suggestions ---------------------------------------------------------------------------------------- */
  function combobox(input) {
    const list = document.createElement("ul");
    const status = document.createElement("div");
    const known = new Map();
    let shown = [], active = -1, typed = input.value, asked = 0, timer = 0;
    list.id = `${input.id}-goi-y-danh-sach`;
    list.className = "completions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", words.list);
    status.className = "visually-hidden";
    status.setAttribute("aria-live", "polite");
    input.form.append(list, status);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list",
        "aria-expanded": "false", "aria-controls": list.id, autocapitalize: "off", spellcheck: "false" }))
      input.setAttribute(name, value);

    function close() {
      clearTimeout(timer);
      asked += 1;
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function mark(next) {
      active = next;
      [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
      if (active < 0) {
        input.removeAttribute("aria-activedescendant");
        input.value = typed;
      } else {
        input.setAttribute("aria-activedescendant", list.children[active].id);
        input.value = shown[active].text;
      }
    }

    function show(completions) {
      shown = completions;
      list.replaceChildren(...shown.map((one, at) => {
        const option = document.createElement("li"), text = document.createElement("span");
        option.id = `${list.id}-${at}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        text.textContent = one.text;
        option.append(text);
        if (words[one.kind]) {
          const kind = document.createElement("span");
          kind.className = "sort-of";
          kind.textContent = words[one.kind];
          option.append(" ", kind);
        }
        option.addEventListener("pointerdown", event => event.preventDefault());
        option.addEventListener("click", () => { input.value = one.text; close(); input.form.requestSubmit(); });
        return option;
      }));
      active = -1;
      input.removeAttribute("aria-activedescendant");
      list.hidden = !shown.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      status.textContent = words.count(shown.length);
    }

    async function ask() {
      const text = input.value, number = asked += 1;
      if (text.trim().length < 2) return close();
      try {
        if (!known.has(text)) {
          const answer = await fetch(`${input.dataset.completions}?q=${encodeURIComponent(text)}`);
          if (!answer.ok) return;
          known.set(text, (await answer.json()).completions);
        }
      } catch {
        return; /* no suggestions is no fault: the box works without them */
      }
      if (number === asked && document.activeElement === input) show(known.get(text));
    }

    input.addEventListener("input", () => {
      typed = input.value;
      clearTimeout(timer);
      timer = setTimeout(ask, 120);
    });
    input.addEventListener("keydown", event => {
      if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) return void ask();
        const step = event.key === "ArrowDown" ? 1 : -1, places = shown.length + 1;
        mark((active + 1 + step + places) % places - 1);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        mark(-1);
        close();
      } else if (event.key === "Enter" || event.key === "Tab") {
        close();
      }
    });
    input.addEventListener("blur", close);
  }

  /* -- long facets ---------------------------------------------------------------------------------------- */
  function sift(facet) {
    const values = [...facet.querySelectorAll(".values > li")], first = facet.querySelector(".values");
    if (values.length < 9) return;
    const [box, name, none] = ["input", "label", "p"].map(kind => document.createElement(kind));
    const more = facet.querySelector(".more"), folded = values.map(value => fold(value.textContent));
    box.type = "text";
    box.className = "sift";
    box.autocomplete = "off";
    box.id = `${facet.id}-loc-ten`;
    box.placeholder = name.textContent = facet.dataset.filter;
    name.htmlFor = box.id;
    name.className = "visually-hidden";
    none.className = "hint";
    none.setAttribute("role", "status");
    first.before(name, box);
    first.after(none);
    box.addEventListener("input", () => {
      const wanted = fold(box.value).split(/\s+/).filter(Boolean);
      let kept = 0;
      values.forEach((value, at) => {
        const stays = value.querySelector("input").checked || wanted.every(word => folded[at].includes(word));
        value.hidden = !stays;
        kept += stays;
      });
      if (more) more.open = wanted.length > 0;
      none.textContent = kept ? "" : facet.dataset.none;
    });
    box.addEventListener("keydown", event => {
      if (event.key === "Enter") event.preventDefault();
    });
  }

  document.querySelectorAll("input[data-completions]").forEach(combobox);
  document.querySelectorAll("details.facet").forEach(sift);
  document.addEventListener("formdata", event => {
    for (const name of new Set(event.formData.keys()))
      if (event.formData.getAll(name).every(value => value === "")) event.formData.delete(name);
  });
})();
