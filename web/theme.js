// Light or dark: the system's choice, or the reader's own once they press the switch.
// A plain script in the head, so that a page is never painted in the wrong colours first.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
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
  }

  function turn() {
    const ofSystem = system.matches ? "dark" : "light";
    const now = root.dataset.theme ?? ofSystem;
    const wanted = now === "dark" ? "light" : "dark";
    const chosen = wanted === ofSystem ? null : wanted;
    apply(chosen);
    keep(chosen);
  }

  apply(stored());
  addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-theme-switch]")) turn();
  });
  addEventListener("storage", (event) => event.key === key && apply(event.newValue));
})();
