export function Score() {
  return <section class="score" aria-label="Score" />;
}
