"use strict";
(() => {
  const locale = document.documentElement.dataset.numerals === "arab" ? "ar-u-nu-arab" : "en";
  const form = document.getElementById("filter");
  const shown = document.getElementById("shown");
  const nothing = document.getElementById("nothing");
  const items = [...document.querySelectorAll("ol.passages > li")];
  const groups = [...document.querySelectorAll("section.group")];
  // Letters that writers use for each other are one to a searcher: vowel signs, hamzas, ta marbuta, alif maqsura.
  const folded = (text) =>
    text.normalize("NFKD").replace(/[\u064B-\u065F\u0670\u0640]/g, "").replace(/[\u0622\u0623\u0625\u0671]/g, "\u0627")
      .replace(/\u0649/g, "\u064A").replace(/\u0629/g, "\u0647").toLowerCase();
  const texts = new Map();
  const textOf = (item) => {
    if (!texts.has(item)) texts.set(item, folded(item.textContent));
    return texts.get(item);
  };
  const selects = [...form.querySelectorAll("select")];
  const search = form.elements.namedItem("q");

  const apply = () => {
    const wanted = selects.filter((select) => select.value !== "");
    const words = folded(search.value).split(/\s+/).filter(Boolean);
    let number = 0;
    for (const item of items) {
      const fits = wanted.every((select) => item.dataset[select.name] === select.value) &&
        words.every((word) => textOf(item).includes(word));
      item.hidden = !fits;
      if (fits) number += 1;
    }
    for (const group of groups) {
      const there = group.querySelectorAll("ol.passages > li:not([hidden])").length;
      group.hidden = there === 0;
      const count = group.querySelector(".count");
      if (count) count.textContent = `(${there.toLocaleString(locale)})`;
    }
    shown.querySelector("b").textContent = number.toLocaleString(locale);
    nothing.hidden = number > 0;
  };
  const remember = () => {
    const wanted = selects.filter((select) => select.value !== "").map((select) => `${select.name}=${select.value}`);
    history.replaceState(null, "", wanted.length ? `#${wanted.join("&")}` : location.pathname + location.search);
  };
  const fromAddress = () => {
    const wanted = new URLSearchParams(location.hash.slice(1));
    for (const select of selects) {
      const value = wanted.get(select.name) ?? "";
      select.value = [...select.options].some((option) => option.value === value) ? value : "";
    }
    apply();
  };
  form.addEventListener("input", () => { apply(); remember(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { apply(); remember(); }));
  window.addEventListener("hashchange", fromAddress);
  form.hidden = false;
  shown.hidden = false;
  shown.querySelector("span").textContent = items.length.toLocaleString(locale);
  fromAddress();
})();
