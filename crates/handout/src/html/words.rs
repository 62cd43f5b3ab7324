//! The fixed words that only pages have ([`crate::Words`] has those of all formats). What bytescope says about a
//! program (why a name is a cell, what an instruction does) is English everywhere.

use crate::words::Language;

/// Declares the table of words: the name in the code, English, German.
macro_rules! words {
    ($($name:ident: $english:literal, $german:literal;)*) => {
        /// The words of one language.
        #[derive(Debug)]
        pub(crate) struct PageWords {
            $(pub(crate) $name: &'static str,)*
        }

        static ENGLISH: PageWords = PageWords { $($name: $english,)* };
        static GERMAN: PageWords = PageWords { $($name: $german,)* };
    };
}

words! {
    skip: "To the content", "Zum Inhalt";
    dark: "Dark", "Dunkel";
    source: "Source", "Quelltext";
    steps: "Step through the run", "Schritt für Schritt";
    output: "Output", "Ausgabe";
    back_to_exercise: "to the exercise", "zur Aufgabe";
    pages: "Pages", "Seiten";
    search_hint: "a concept, a name, an opcode", "ein Begriff, ein Name, ein Opcode";
    instruction: "instruction", "Befehl";
    instructions: "instructions", "Befehle";
    argument: "argument", "Argument";
    stack_after: "stack after, top at the right", "Stapel danach, oben ist rechts";
    line: "line", "Zeile";
    more_lines: "more lines", "weitere Zeilen";
    below: "below", "unten";
    start: "(start)", "(Anfang)";
    closure: "(closure)", "(Hülle)";
    clean_up: "(clean-up)", "(Aufräumen)";
    stack: "stack", "Stapel";
    locals: "locals", "lokal";
    free: "free", "frei";
    generator: "generator", "Generator";
    coroutine: "coroutine", "Koroutine";
    async_generator: "async generator", "asynchroner Generator";
    on_exception: "What happens on an exception", "Was bei einer Ausnahme geschieht";
    between: "between", "zwischen";
    and: "and", "und";
    the_end: "the end", "dem Ende";
    goes_to: "goes to", "geht zu";
    kept: "values kept", "Werte bleiben";
    pushed: "pushed", "dazu kommt";
    name: "name", "Name";
    kind: "kind", "Art";
    uses: "here it is", "wird hier";
    why: "why", "weil";
    before: "before optimisation", "vor der Optimierung";
    after: "after optimisation", "nach der Optimierung";
    no_change: "no change", "keine Änderung";
    step_back: "Back", "Zurück";
    step_on: "Step", "Schritt";
    next_line: "Next line", "Nächste Zeile";
    first_step: "First step", "Erster Schritt";
    step_number: "Step number", "Nummer des Schritts";
    bytecode_of: "Bytecode of", "Bytecode von";
    stack_top_first: "Stack, top first", "Stapel, oben zuerst";
    frames: "Frames, newest first", "Rahmen, neuester zuerst";
    all_steps: "All steps as a table", "Alle Schritte als Tabelle";
    needs_script: "Stepping needs JavaScript.", "Zum Schritt-für-Schritt-Gehen ist JavaScript nötig.";
    keys: "Keys: left and right move one step, down goes to the next line, Home and End to the ends. A line number \
           goes to the next time that line runs.",
        "Tasten: links und rechts gehen einen Schritt, abwärts zur nächsten Zeile, Pos1 und Ende an die Enden. Eine \
         Zeilennummer führt dorthin, wo die Zeile das nächste Mal läuft.";
    theme: "Colours", "Farben";
    point: "Point at a piece of source or an instruction to see its partner; click to keep it, Esc lets go. With the \
            keyboard: Tab into a column, then the arrow keys; left and right change sides.",
        "Zeige auf ein Stück Quelltext oder einen Befehl, um den Partner zu sehen; ein Klick hält ihn fest, Esc lässt los. \
         Mit der Tastatur: Tab in eine Spalte, dann die Pfeiltasten; links und rechts wechseln die Seite.";
    script: r#"{"dark":"Dark","light":"Light","empty":"empty","after":"stack after","from":"from line","step":"step","of":"of","line":"line","takes":"takes","gives":"gives","calls":"Calls","returns":"Returns","yields":"Yields","raises":"Raises","prints":"Prints","found":"found","none":"Nothing found","never":"never reached","instructions":"instructions","function":"function","instruction":"instruction","more":"more steps","caught":"a handler on line","changes":"changes","nothing":"nothing","goes_on":"Goes on in","ended":"The run has ended.","scroll":"scrolls"}"#,
        r#"{"dark":"Dunkel","light":"Hell","empty":"leer","after":"Stapel danach","from":"aus Zeile","step":"Schritt","of":"von","line":"Zeile","takes":"nimmt","gives":"gibt","calls":"Ruft","returns":"Gibt zurück:","yields":"Liefert","raises":"Löst aus:","prints":"Schreibt","found":"gefunden","none":"Nichts gefunden","never":"nie erreicht","instructions":"Befehle","function":"Funktion","instruction":"Befehl","more":"weitere Schritte","caught":"ein Handler in Zeile","changes":"ändert","nothing":"nichts","goes_on":"Weiter in","ended":"Der Lauf ist zu Ende.","scroll":"scrollbar"}"#;
}

impl PageWords {
    /// The words of a language.
    pub(crate) fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &ENGLISH,
            Language::De => &GERMAN,
        }
    }
}
