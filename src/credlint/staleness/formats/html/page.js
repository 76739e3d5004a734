"use strict";
// The page reads without this. It adds sorting, search and filters, and asks nobody for anything.

for (const table of document.querySelectorAll("table[data-sortable]")) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const value = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();
      const compare = (a, b) => value(a).localeCompare(value(b), "en", { numeric: true, sensitivity: "base" });
      body.append(...[...body.rows].sort((a, b) => (up ? compare(a, b) : compare(b, a))));
    });
  });
}

const controls = document.getElementById("controls");
if (controls) {
  const [search, state, owner] = ["search", "state", "owner"].map((id) => document.getElementById(id));
  const count = document.getElementById("count");
  const articles = [...document.querySelectorAll("article")].map((article) => ({
    article,
    row: document.getElementById(article.dataset.row),
    head: article.dataset.words.toLowerCase(),
    items: [...article.querySelectorAll("ul.items > li")].map((item) => [item, item.textContent.toLowerCase()]),
    parts: [...article.querySelectorAll("details")].map((part) => [part, part.open]),
  }));

  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const all = !words.length && !state.value;
    let shown = 0;
    let sentences = 0;
    for (const { article, row, head, items, parts } of articles) {
      const theirs = !owner.value || article.dataset.owner === owner.value;
      const inHead = words.every((word) => head.includes(word));
      let kept = 0;
      for (const [item, text] of items) {
        const fits =
          theirs &&
          (!state.value || item.dataset.state === state.value) &&
          (inHead || words.every((word) => head.includes(word) || text.includes(word)));
        item.hidden = !fits;
        kept += fits ? Number(item.dataset.sentences) : 0;
      }
      const visible = theirs && (all || kept > 0 || (inHead && !state.value));
      article.hidden = row.hidden = !visible;
      shown += visible;
      sentences += kept;
      for (const [part, wasOpen] of parts) {
        part.hidden = ![...part.querySelectorAll("ul.items > li")].some((item) => !item.hidden);
        part.open = all ? wasOpen : !part.hidden;
      }
    }
    count.textContent = `${shown} of ${articles.length} articles, ${sentences} sentences`;
  };

  controls.hidden = false;
  for (const control of [search, state, owner]) control.addEventListener("input", filter);
  filter();
}

window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((part) => (part.open = true)));
