// <button data-locate="ADDRESS">: asks the browser for the position and goes to ADDRESS?lat=&lon=
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-locate]");
  if (!button) return;
  button.disabled = true;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      const url = new URL(button.dataset.locate, location.href);
      // two digits are about a kilometre: enough for the closest city, and no more than that
      url.searchParams.set("lat", coords.latitude.toFixed(2));
      url.searchParams.set("lon", coords.longitude.toFixed(2));
      location.assign(url);
    },
    () => {
      button.disabled = false;
    },
  );
});
