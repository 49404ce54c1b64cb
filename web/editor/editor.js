// The code editor of a cell, as the custom element <code-editor>, and the colouring of code in the text.
// CodeMirror stays behind this file: the page knows one element with a value, two events and no more.
//
//   <code-editor label="server.py" help="ID">code</code-editor>
//     .value         the text; setting it is one change that Undo takes back
//     .focusEditor() puts the cursor into it
//     "code-change"  the text changed, by typing or by .value
//     "code-run"     Ctrl+Enter or Cmd+Enter
import { EditorState } from "@codemirror/state";
import {
  EditorView, keymap, lineNumbers, highlightSpecialChars, highlightActiveLine, highlightActiveLineGutter,
} from "@codemirror/view";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { python } from "@codemirror/lang-python";
import { classHighlighter } from "@lezer/highlight";
import { coloured } from "./colour.js";

class CodeEditor extends HTMLElement {
  #view = null;

  connectedCallback() {
    if (this.#view) return;
    const text = this.#initialText();
    this.textContent = "";
    this.#view = new EditorView({ doc: text, extensions: this.#extensions(), parent: this });
  }

  get value() {
    return this.#view ? this.#view.state.doc.toString() : this.textContent;
  }

  set value(text) {
    if (!this.#view) {
      this.textContent = text;
      return;
    }
    const { doc } = this.#view.state;
    if (text === doc.toString()) return;
    this.#view.dispatch({ changes: { from: 0, to: doc.length, insert: text }, userEvent: "input.replace" });
  }

  focusEditor() {
    this.#view?.focus();
  }

  // The page may have set .value on the bare element before this script defined what it means.
  #initialText() {
    if (!Object.hasOwn(this, "value")) return this.textContent;
    const text = this.value;
    delete this.value;
    return text;
  }

  #extensions() {
    const run = () => this.#tell("code-run");
    return [
      keymap.of([{ key: "Mod-Enter", run }, { key: "Ctrl-Enter", run }]),
      lineNumbers(),
      highlightSpecialChars(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      history(),
      indentUnit.of("    "),
      EditorState.tabSize.of(4),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      python(),
      syntaxHighlighting(classHighlighter),
      // Tab indents, as Python needs; Escape and then Tab moves on (CodeMirror's own rule).
      keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
      EditorView.contentAttributes.of(this.#attributes()),
      EditorView.updateListener.of((update) => update.docChanged && this.#tell("code-change")),
    ];
  }

  #attributes() {
    const attributes = { "aria-label": this.getAttribute("label") ?? "", spellcheck: "false", translate: "no", tabindex: "0" };
    const help = this.getAttribute("help");
    return help ? { ...attributes, "aria-describedby": help } : attributes;
  }

  #tell(what) {
    this.dispatchEvent(new CustomEvent(what));
    return true;
  }
}

customElements.define("code-editor", CodeEditor);
for (const code of document.querySelectorAll("pre > code.language-python")) {
  if (!code.closest("[data-cell]")) code.replaceChildren(coloured(code.textContent));
}
