// The exercises that this browser has seen passed, as web/src/ui/progress keeps them: `echoroom:passed/LESSON/EXERCISE` is `VERSION DAY`.

const PREFIX = 'echoroom:passed/';

/** All of them. */
export function passed() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).map(entry);
  } catch {
    return [];
  }
}

/** Calls back when one more is passed, on this page or another of this reader's, or all are forgotten. */
export function whenPassed(call) {
  document.addEventListener('exercise-passed', call);
  addEventListener('storage', ({ key }) => {
    if (key === null || key.startsWith(PREFIX)) call();
  });
}

function entry(key) {
  const [lesson, exercise = ''] = key.slice(PREFIX.length).split('/');
  const [, day = ''] = localStorage.getItem(key).split(' ');
  return { lesson, exercise, day };
}
