// Light, dark, or as the system has it, which is what a reader gets who hasn't chosen.
// A plain script in the head, so that a page is never painted in the wrong colours first.
(() => {
  const root = document.documentElement;
  const key = "echoroom:theme";

  function stored() {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  function keep(theme) {
    try {
      if (theme) localStorage.setItem(key, theme);
      else localStorage.removeItem(key);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  }

  function apply(theme) {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
    show();
  }

  // The switch comes later in the page than this script.
  function show() {
    const select = document.querySelector("select[data-theme-switch]");
    if (select) select.value = root.dataset.theme ?? "system";
  }

  apply(stored());
  addEventListener("DOMContentLoaded", show);
  // A page that comes back from the browser's cache may have been left before another page's choice.
  addEventListener("pageshow", (event) => event.persisted && apply(stored()));
  addEventListener("change", (event) => {
    if (!(event.target instanceof Element) || !event.target.matches("[data-theme-switch]")) return;
    apply(event.target.value);
    keep(root.dataset.theme ?? null);
  });
  addEventListener("storage", (event) => event.key === key && apply(event.newValue));
})();
