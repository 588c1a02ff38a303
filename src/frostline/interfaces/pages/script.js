// Reading by role: what is not for the reader hides; the choice stands in the address and lasts for the session.
"use strict";
(() => {
  const control = document.getElementById("reading");
  const status = document.getElementById("shown");
  const choice = { for: "everyone", level: "all" };
  const parts = [...document.querySelectorAll("[data-readers], [data-level]")].filter((part) => !control.contains(part));
  const sections = [...document.querySelectorAll("main > section")].filter((part) => part.id !== "page-sources");
  const wide = matchMedia("(min-width: 64rem)");

  const fits = (part) => {
    const { readers, level } = part.dataset;
    const forReader = choice.for === "everyone" || !readers || readers.split(" ").includes(choice.for);
    return forReader && (choice.level === "all" || !level || level === choice.level);
  };
  const bare = (block) => block.matches(".said") && [...block.children].every((item) => item.hidden);

  const show = () => {
    for (const part of parts) part.hidden = !fits(part);
    for (const section of sections) {
      const blocks = [...section.children].filter((child) => child.tagName !== "H2");
      section.hidden = !fits(section) || (blocks.length > 0 && blocks.every(bare));
      const row = document.querySelector(`[data-part="${section.id}"]`);
      if (row) row.hidden = section.hidden;
    }
    for (const button of control.querySelectorAll("button")) {
      const key = "for" in button.dataset ? "for" : "level";
      button.setAttribute("aria-pressed", String(button.dataset[key] === choice[key]));
    }
    const said = [...document.querySelectorAll(".said > li")];
    const shown = said.filter((item) => !item.hidden && !item.closest("section[hidden]")).length;
    const all = shown === said.length && sections.every((section) => !section.hidden);
    const named = [choice.for, choice.level === "all" ? "every level" : choice.level].join(", ");
    status.textContent = all ? "Everything is shown." : `${shown} of ${said.length} statements are shown: ${named}.`;
    control.toggleAttribute("data-all", all);
  };

  const keep = (key, value) => {
    choice[key] = value;
    const address = new URL(location.href);
    for (const [name, standard] of [["for", "everyone"], ["level", "all"]]) {
      if (choice[name] === standard) address.searchParams.delete(name);
      else address.searchParams.set(name, choice[name]);
    }
    try {
      history.replaceState(null, "", address);
      sessionStorage.setItem("reading", JSON.stringify(choice));
    } catch { /* a page opened from a disk may keep nothing */ }
    show();
  };

  const known = (key, value) => control.querySelector(`button[data-${key}="${CSS.escape(value ?? "")}"]`) !== null;
  const recalled = () => {
    try { return JSON.parse(sessionStorage.getItem("reading")) ?? {}; } catch { return {}; }
  };
  const begin = () => {
    const held = recalled();
    const asked = new URLSearchParams(location.search);
    for (const key of ["for", "level"]) {
      const value = asked.get(key) ?? held[key];
      if (known(key, value)) choice[key] = value;
    }
  };

  // A link to what is hidden shows everything again: nobody lands on nothing.
  const arrive = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !target.closest("[hidden]")) return;
    choice.level = "all";
    keep("for", "everyone");
    target.scrollIntoView();
  };

  // Only a box that scrolls needs a stop of the Tab key.
  const stops = () => {
    for (const box of document.querySelectorAll(".box, pre")) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };

  control.addEventListener("click", ({ target }) => {
    if (target.dataset.for) keep("for", target.dataset.for);
    if (target.dataset.level) keep("level", target.dataset.level);
  });
  const contents = document.querySelector(".contents details");
  const fold = () => { contents.open = wide.matches; };
  wide.addEventListener("change", fold);
  addEventListener("hashchange", arrive);
  addEventListener("resize", stops);
  addEventListener("toggle", stops, true);
  addEventListener("beforeprint", () => {
    for (const answer of document.querySelectorAll(".questions details")) answer.open = true;
  });
  control.hidden = false;
  fold();
  begin();
  show();
  arrive();
  stops();
})();
