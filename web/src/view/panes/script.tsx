export function ScriptPane() {
  return <div class="script" />;
}
