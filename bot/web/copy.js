(() => {
  const button = document.getElementById("copy");
  const byHand = () => {
    getSelection().selectAllChildren(document.getElementById("code"));
    button.textContent = button.dataset.byHand;
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    if (!navigator.clipboard) return byHand();
    navigator.clipboard.writeText(button.dataset.code).then(() => { button.textContent = button.dataset.done; }, byHand);
  });
})();
