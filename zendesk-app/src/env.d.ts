declare module "*.json?url" {
  const url: string;
  export default url;
}

declare module "@zendeskgarden/css-bedrock";

declare module "@zendeskgarden/svg-icons/*.svg" {
  import type { ComponentType, SVGProps } from "react";
  const Icon: ComponentType<SVGProps<SVGSVGElement>>;
  export default Icon;
}
