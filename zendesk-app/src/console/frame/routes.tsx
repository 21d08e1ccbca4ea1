import { createBrowserRouter, createMemoryRouter, type RouteObject } from "react-router";
import { AccountPage } from "../account/AccountPage.tsx";
import { AuditPage } from "../audit/AuditPage.tsx";
import { BindingsPage } from "../bindings/BindingsPage.tsx";
import { ContactsPage } from "../contacts/ContactsPage.tsx";
import { ListPage } from "../list/ListPage.tsx";
import { OverviewPage } from "../overview/OverviewPage.tsx";
import { PopPage } from "../screen-pop/PopPage.tsx";
import { SetUpPage } from "../setup/SetUpPage.tsx";
import { TicketsPage } from "../tickets/TicketsPage.tsx";
import { Broken } from "./Broken.tsx";
import { IntegrationFrame } from "./IntegrationFrame.tsx";
import { NotFound } from "./NotFound.tsx";
import { Root } from "./Root.tsx";
import { Shell } from "./Shell.tsx";
import { Signed } from "./Signed.tsx";

const routes: RouteObject[] = [
  {
    element: <Root />,
    errorElement: <Broken />,
    children: [
      {
        element: <Signed />,
        children: [
          {
            element: <Shell />,
            errorElement: <Broken />,
            children: [
              { index: true, element: <ListPage /> },
              {
                path: "integrations/:id",
                element: <IntegrationFrame />,
                children: [
                  { index: true, element: <OverviewPage /> },
                  { path: "set-up", element: <SetUpPage /> },
                  { path: "agents", element: <BindingsPage /> },
                  { path: "contacts/:tab?", element: <ContactsPage /> },
                  { path: "tickets", element: <TicketsPage /> },
                  { path: "screen-pop", element: <PopPage /> },
                  { path: "audit", element: <AuditPage /> },
                  { path: "*", element: <NotFound /> },
                ],
              },
              { path: "audit", element: <AuditPage /> },
              { path: "account", element: <AccountPage /> },
              { path: "*", element: <NotFound /> },
            ],
          },
        ],
      },
    ],
  },
];

/** The address bar says where one is. */
export function pageRouter() {
  return createBrowserRouter(routes, { basename: "/console" });
}

/** Inside Zendesk the address is Zendesk's. */
export function embeddedRouter() {
  return createMemoryRouter(routes);
}
