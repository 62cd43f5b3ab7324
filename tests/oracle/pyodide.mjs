// Runs a Python script inside Pyodide, a real CPython built to WebAssembly, so that a release without a
// native interpreter on the machine can still be an oracle.
//
//     node pyodide.mjs PYODIDE_FOLDER SCRIPT.py [ARGUMENT...]
//
// PYODIDE_FOLDER is where `npm install pyodide@VERSION` ran. The interpreter sees two folders of the
// machine: the current one as /work (its working directory) and the script's own as /script.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder, script, ...rest] = process.argv.slice(2);
if (!script) {
  console.error("usage: node pyodide.mjs PYODIDE_FOLDER SCRIPT.py [ARGUMENT...]");
  process.exit(2);
}

const home = path.resolve(folder, "node_modules", "pyodide");
const { loadPyodide } = await import(pathToFileURL(path.join(home, "pyodide.mjs")).href);
const python = await loadPyodide({
  indexURL: home + path.sep,
  env: { HOME: "/work", PYTHONHASHSEED: process.env.PYTHONHASHSEED ?? "0" },
});

for (const [inside, outside] of [["/work", process.cwd()], ["/script", path.dirname(path.resolve(script))]]) {
  python.FS.mkdirTree(inside);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: outside }, inside);
}
const inside = "/script/" + path.basename(script);
python.globals.set("_argv", python.toPy([inside, ...rest]));
python.runPython(`
import os, sys
os.chdir("/work")
sys.argv = list(_argv)
__file__ = sys.argv[0]
sys.dont_write_bytecode = True
del _argv
`);

try {
  python.runPython(fs.readFileSync(script, "utf8"), { filename: inside });
} catch (error) {
  const exit = /SystemExit: (\d+)\s*$/.exec(error.message);
  if (!exit) console.error(error.message);
  process.exit(exit ? Number(exit[1]) : 1);
}
