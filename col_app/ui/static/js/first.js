// The first frame of a long page draws what is in sight, each one after it a part of what waits
// (base.css): one for everything took too long. A small classic script in <head>, not a module.
(() => {
  const root = document.documentElement;
  const draw = () => {
    const part = document.querySelector(":is(.sec, .mapt, .cta, .foot):not(.is-drawn)");
    part?.classList.add("is-drawn");
    if (part || document.readyState === "loading") wait();
    else root.classList.remove("is-first");
  };
  const wait = () => requestAnimationFrame(() => setTimeout(draw));
  root.classList.add("is-first");
  wait();
})();
