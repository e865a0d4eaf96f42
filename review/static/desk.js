// The keyboard of the review desk. Pages work without it; nothing else on them is script, but htmx.
(() => {
  "use strict";
  const typing = (el) => el && (el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName)) && !/^(checkbox|radio|button|submit)$/.test(el.type || "");
  const rows = () => [...document.querySelectorAll("[data-row]")];
  const walk = (step) => {
    const all = rows();
    if (!all.length) return false;
    const at = all.findIndex((row) => row.classList.contains("at"));
    const to = all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + step))];
    all.forEach((row) => row.classList.toggle("at", row === to));
    const link = to.querySelector("a[href]");
    if (link) link.focus({ preventScroll: true });
    to.scrollIntoView({ block: "nearest" });
    return true;
  };
  const press = (el) => {
    if (el.tagName === "SUMMARY") {
      const box = el.parentElement;
      closeOthers(box);
      box.open = !box.open;
      const first = box.open && box.querySelector("select, input:not([type=hidden]), textarea");
      if (first) first.focus();
    } else if (el.tagName === "INPUT") el.focus();
    else el.click();
  };
  const closeOthers = (kept) => document.querySelectorAll("details.pop[open]").forEach((box) => { if (box !== kept) box.open = false; });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") { closeOthers(null); if (typing(event.target)) event.target.blur(); return; }
    if (typing(event.target)) return;
    if (event.key === "?") { const keys = document.getElementById("keys"); if (keys && !keys.open) keys.showModal(); return; }
    if (event.key === "j" || event.key === "k") { if (walk(event.key === "j" ? 1 : -1)) event.preventDefault(); return; }
    if (event.key === "Enter" && /^(A|BUTTON|SUMMARY)$/.test(event.target.tagName)) return;
    const wanted = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (wanted) { event.preventDefault(); press(wanted); }
  });
  // A form is sent once, however often its key is pressed.
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method === "get" || event.target.method === "dialog") return;
    if (event.target.dataset.sent) { event.preventDefault(); return; }
    event.target.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
  document.addEventListener("toggle", (event) => { if (event.target.matches && event.target.matches("details.pop") && event.target.open) closeOthers(event.target); }, true);
  document.addEventListener("htmx:afterSwap", () => {
    const field = new URLSearchParams(window.location.search).get("field");
    document.querySelectorAll("tr.chosen").forEach((row) => row.classList.remove("chosen"));
    const link = field && document.querySelector(`a[href*="field=${CSS.escape(field)}"]`);
    if (link) link.closest("tr").classList.add("chosen");
  });
})();
