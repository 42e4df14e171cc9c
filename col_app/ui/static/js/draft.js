// <form data-draft>: saves what is written a moment after the last key, and says so in [data-saved].
// Files go with the form itself.
const PAUSE = 1200;
const AGAIN = 8000;

const start = (form) => {
  const line = form.querySelector("[data-saved]");
  let timer = 0;
  let busy = false;
  let written = "";

  const content = () => {
    const body = new FormData(form);
    body.delete("files");
    body.set("do", "save");
    return body;
  };
  const fingerprint = () => {
    const body = content();
    body.delete("version");
    body.delete("csrf_token");
    return new URLSearchParams(body).toString();
  };
  const later = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  };

  const save = async () => {
    const now = fingerprint();
    if (now === written) return;
    if (busy) return later(PAUSE);
    busy = true;
    const headers = { Accept: "application/json" };
    const answer = await fetch(form.action, { method: "POST", body: content(), headers }).catch(
      () => null,
    );
    const said = await answer?.json().catch(() => null);
    busy = false;
    if (answer?.ok) {
      written = now;
      form.elements.version.value = said.version;
      line.textContent = said.said;
      if (fingerprint() !== written) later(PAUSE);
    } else if (answer && answer.status < 500 && said?.detail) {
      line.textContent = said.detail; // another window, or not right yet: the reader decides
    } else {
      line.textContent = form.dataset.unsaved;
      later(AGAIN);
    }
  };

  written = fingerprint();
  form.addEventListener("input", () => later(PAUSE));
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!busy) return;
    event.preventDefault(); // the version of what is being saved is not known yet
    const { submitter } = event;
    const wait = () => (busy ? setTimeout(wait, 50) : form.requestSubmit(submitter));
    wait();
  });
  // a page that comes back from the browser's memory holds an old version
  addEventListener("pageshow", (event) => event.persisted && location.reload());
};

document.querySelectorAll("form[data-draft]").forEach(start);
