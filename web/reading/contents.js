// Marks in the contents of the page which part is being read.

let watch;

export function followText() {
  watch?.disconnect();
  const links = new Map();
  for (const link of document.querySelectorAll('.page-contents a')) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }
  if (links.size === 0) return;
  const headings = [...links.keys()];
  const mark = () => {
    // A heading in the upper third has begun.
    const begun = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
    const now = links.get(begun.at(-1));
    for (const link of links.values()) {
      if (link === now) link.setAttribute('aria-current', 'location');
      else link.removeAttribute('aria-current');
    }
  };
  watch = new IntersectionObserver(mark, { rootMargin: '0px 0px -66% 0px' });
  for (const heading of headings) watch.observe(heading);
}
