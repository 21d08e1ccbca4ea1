import { styled } from "styled-components";

/** Names may be long, and of any direction. */
const Name = styled.bdi`
  overflow-wrap: anywhere;
`;

const longest = 120;

/** A name as somebody wrote it: a very long one is cut, and none changes the direction of what stands beside it. */
export function PersonName({ name }: { name: string }) {
  const letters = Array.from(name);
  return <Name>{letters.length > longest ? `${letters.slice(0, longest).join("")}…` : name}</Name>;
}
