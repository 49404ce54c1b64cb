// Walking through a page by keyboard.

/**
 * Presses Tab (or Shift+Tab) until an element has the focus; leaves editors by Escape first, as their help says. Never past the
 * ends of the page: a Firefox that is driven doesn't come back from its own buttons with its keys working.
 */
export async function tabTo(tab, selector, key = 'Tab') {
  for (let step = 0; step < 200; step += 1) {
    const [there, inEditor] = await tab.evaluate((wanted) => {
      const focused = document.activeElement;
      return [focused?.matches(wanted), focused?.matches('.cm-content')];
    }, selector);
    if (there) return;
    if (inEditor) await tab.press('Escape');
    await tab.press(key);
  }
  throw new Error(`Tab never reaches ${selector}`);
}
