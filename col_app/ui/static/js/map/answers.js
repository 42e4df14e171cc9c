// What the map asks the site for: the GeoJSON of the list's query.
import { numbers } from "./geography.js";

export const isActivity = ({ properties }) => !properties.layer;

export class Answers {
  // The map reads the query of the list without its box, which it cuts out by itself: moving asks
  // for nothing anew. Where that would be more than one answer holds, it asks for the box alone.
  // { features, box: what to cut out, isCut: whether some are missing, isNew: another query }
  async find(address) {
    const asked = new URL(address, location.href);
    const box = asked.searchParams.get("bbox");
    const whole = new URL(asked);
    whole.searchParams.delete("bbox");
    const isNew = whole.href !== this.query;
    const isPart = !isNew && this.isCut && box;
    let answer = await this.ask(isPart ? asked : whole);
    if (answer && !isPart) this.isCut = answer.isCut;
    if (answer?.isCut && box && !isPart) answer = await this.ask(asked);
    if (!answer) return null;
    this.query = whole.href;
    return { ...answer, isNew, box: box && numbers(box) };
  }

  async ask(href) {
    this.asking?.abort();
    this.asking = new AbortController();
    // without cookies the answer is everybody's, and told unchanged when it is
    const headers = { "Accept-Language": document.documentElement.lang };
    const options = { credentials: "omit", headers, signal: this.asking.signal };
    // a newer question may come while this one is asked, or while its answer is read
    const answer = await fetch(href, options).catch(() => null);
    if (!answer?.ok) return null;
    const tag = `${href} ${answer.headers.get("ETag")}`;
    if (tag !== this.answered?.tag) {
      const body = await answer.json().catch(() => null);
      if (!body) return null;
      const isCut = body.features.filter(isActivity).length < body.total;
      this.answered = { tag, features: body.features, isCut };
    }
    return this.answered;
  }
}
