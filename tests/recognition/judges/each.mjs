// Run a judge that takes one badge on many, in one process: each.mjs JUDGE.mjs LIST ORIGIN
import fs from 'node:fs'; import {pathToFileURL} from 'node:url';
const [judge, list, origin] = process.argv.slice(2);
class Verdict extends Error { constructor(code) { super(`verdict ${code}`); this.code = code; } }
process.exit = code => { throw new Verdict(code); };
const verdicts = [];
for(const [number, badge] of fs.readFileSync(list, 'utf8').trim().split('\n').entries()) {
  process.argv = [process.argv[0], judge, badge, '--origin', origin, '--quiet'];
  let said = 'no verdict';
  try { await import(`${pathToFileURL(judge)}?${number}`); }
  catch(fault) { said = fault instanceof Verdict ? fault.code : String(fault); }
  verdicts.push(said);
}
fs.writeFileSync(`${list}.verdicts`, JSON.stringify(verdicts));
