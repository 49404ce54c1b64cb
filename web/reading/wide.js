// Code and tables that are wider than the page scroll sideways: by keyboard, too, which takes the focus. Not all browsers give
// it to whatever scrolls.

let watch;

export function reachWide() {
  watch?.disconnect();
  const wide = document.querySelectorAll('.page pre, .page table');
  const look = (element) => {
    const scrolls = element.scrollWidth > element.clientWidth;
    if (scrolls) element.tabIndex = 0;
    else element.removeAttribute('tabindex');
  };
  watch = new ResizeObserver((entries) => entries.forEach(({ target }) => look(target)));
  for (const element of wide) watch.observe(element);
}
