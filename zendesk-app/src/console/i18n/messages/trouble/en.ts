/** What is wrong, and its cure. */
export const troubleEn = {
  "trouble.credentials_wrong": "The PBX does not accept the credentials",
  "trouble.credentials_wrong_cure":
    "Copy Client ID and Client Secret anew from Integrations > API on the PBX.",
  "trouble.address_blocked": "The PBX has blocked the address of this service",
  "trouble.address_blocked_cure":
    "Too many log-ins failed. On the PBX, under Security > Security Rules > Blocked IP Address, delete the service's address. Then test again.",
  "trouble.address_not_allowed": "The PBX does not let this address in",
  "trouble.address_not_allowed_cure":
    "On the PBX, under Integrations > API, add the service's address to the allowed ones.",
  "trouble.certificate_unknown": "No authority vouches for the certificate of the PBX",
  "trouble.certificate_unknown_cure": "Look at the certificate and trust it if it is the PBX's own.",
  "trouble.certificate_changed": "The PBX shows another certificate than before",
  "trouble.certificate_changed_cure":
    "If somebody has renewed it, look at it and trust the new one. If not, somebody may be in between.",
  "trouble.api_off": "The API of the PBX is switched off",
  "trouble.api_off_cure": "On the PBX, switch it on under Integrations > API, and test again.",
  "trouble.unreachable": "The PBX does not answer",
  "trouble.unreachable_cure":
    "Check the address and the port, and whether the service's machine may reach the PBX.",
  "trouble.not_a_pbx": "What answers at this address is no P-Series PBX",
  "trouble.not_a_pbx_cure": "Check the address and the port: it is the one of the PBX's web portal.",
  "trouble.too_many_tokens": "Too many programs are logged in to the PBX",
  "trouble.too_many_tokens_cure":
    "The PBX allows eight at a time. End another one, or wait half an hour, and test again.",
  "trouble.other": "The PBX refused",
  "trouble.other_cure": "What it says stands below. Test again in a moment.",
  "problem_kind.pbx_log_in_refused": "The PBX refuses our log-in",
  "problem_kind.pbx_log_in_refused_cure":
    "No log-in is tried until you have checked the credentials: after five failures the PBX would block the service's address.",
  "problem_kind.pbx_unreachable": "The PBX cannot be used",
  "problem_kind.pbx_unreachable_cure": "Test the connection: the test names the cause.",
  "problem_kind.pbx_certificate": "The certificate of the PBX is not trusted",
  "problem_kind.pbx_certificate_cure": "Test the connection, compare the certificate, and trust it.",
  "problem_kind.reconnect_needed": "Zendesk has to be connected again",
  "problem_kind.reconnect_needed_cure": "Calls wait, and their tickets follow.",
  "problem_kind.ticket_settings_unreadable": "The settings of tickets cannot be read",
  "problem_kind.ticket_settings_unreadable_cure":
    "Calls wait, and their tickets follow. Mend the settings: what is kept is printed by npm run deskline -- tickets show",
  "problem_kind.no_events": "No events come from the PBX",
  "problem_kind.no_events_cure": "Check how events come, and call an extension to try it.",
  "problem_kind.events_failed": "Some events could not be read",
  "problem_kind.events_failed_cure": "They are kept. Their calls may lack something on the ticket.",
  "problem_kind.calls_parked": "Some calls could not be written to Zendesk",
  "problem_kind.calls_parked_cure":
    "Have them tried again on the service's machine with: npm run deskline -- calls retry",
  "problem_kind.app_not_linked": "The app is not installed in Zendesk",
  "problem_kind.app_not_linked_cure": "Agents see no calls until it is.",
  "problem_kind.app_outdated": "The app in Zendesk is out of date",
  "problem_kind.app_outdated_cure": "Update it; agents notice nothing.",
  "problem_kind.nobody_bound": "No extension is bound to an agent",
  "problem_kind.nobody_bound_cure": "Calls become tickets only when they reach a bound extension.",
  "problem_kind.binding_broken": "Some bindings do not work any more",
  "problem_kind.binding_broken_cure": "An agent is gone or no agent any more, or an extension was deleted.",
  "problem_kind.ticket_fields_refused": "Zendesk refused fields of tickets",
  "problem_kind.ticket_fields_refused_cure":
    "The tickets were made without them. Look at the settings of tickets and save them again.",
  "problem_kind.recordings_not_removed": "Recordings stay on tickets longer than they are kept",
  "problem_kind.recordings_not_removed_cure":
    "Zendesk refuses to take them out. Let whoever connected Zendesk delete tickets and redact them, and take these files out in Zendesk.",
  "problem.unreachable": "The service cannot be reached. Try again in a moment.",
  "problem.internal": "Something went wrong on our side. Try again.",
  "problem.reference": "Reference: {id}",
  "problem.password_wrong":
    "The password is wrong. Check the keyboard's language and type it again. If it is lost, run: npm run deskline -- operator reset",
  "problem.password_short": "The password is too short. Take at least 12 characters.",
  "problem.password_common": "Many people use this password. Choose another one.",
  "problem.password_not_set": "No password is set yet. Open the link that the service printed.",
  "problem.tries_too_many": "Too many wrong passwords. Wait a while.",
  "problem.setup_link_over":
    "This link does not work any more. Have the service print another one: npm run deskline -- operator link",
  "problem.name_taken": "Another integration has this name. Choose another one.",
  "problem.not_found": "That does not exist any more. Reload the page.",
  "problem.integration_unknown":
    "This integration does not exist any more. Go back to the list of integrations.",
  "problem.input_wrong": "The service does not accept what was entered. Check the fields.",
  "problem.origin_foreign":
    "This page was opened at another address than the service's own. Open it at the address in PUBLIC_URL.",
  "problem.admin_needed":
    "Only an administrator of Zendesk may do that. Ask one, or log in to the console outside Zendesk.",
  "problem.operator_needed":
    "Only the operator of the service may do that. Log in to the console outside Zendesk with the operator's password.",
  "problem.not_connected":
    "Zendesk cannot be asked who you are. If it stays so, connect Zendesk again as the operator, at {address}",
  "problem.integration_disabled": "The integration is disabled. Enable it with the switch at the top.",
  "problem.pbx_unreachable": "The PBX does not answer. Try again in a moment.",
  "problem.zendesk_unreachable": "Zendesk does not answer. Try again in a moment.",
  "problem.zendesk_refused":
    "Zendesk refused that. Check that whoever connected Zendesk is still an administrator there, and try again.",
  "problem.key_running": "This is still being done. Wait a moment.",
  "problem.key_reused": "That was asked before in another form. Try again.",
  "problem.pbx_url_wrong":
    "That is no address of a PBX. Type it as in the browser, such as https://pbx.example.com:8088.",
  "problem.pbx_url_scheme": "The address has to begin with https:// (or http://).",
  "problem.pbx_url_credentials": "The address must hold no user name and no password.",
  "problem.pbx_url_path": "Leave out what stands after the host and the port.",
  "problem.pbx_url_link_local":
    "That is a link-local address, at which no PBX is. Enter the PBX's own address; one of your private network is fine.",
  "problem.pbx_secret_needed": "Type the Client Secret again: it is sent to the new address.",
  "problem.time_zone_unknown": "There is no such time zone. Choose one from the list.",
  "problem.country_unknown": "There is no such country. Choose one from the list.",
  "problem.dial_rules_wrong": "A prefix may hold digits, * and #, ten at most.",
  "problem.transport_unknown": "Choose how events come.",
  "problem.certificate_unreadable":
    "The PBX shows no certificate that could be trusted. Check the address and the port, and that it begins with https://.",
  "problem.certificate_changed":
    "The PBX shows another certificate now. Look at it again before you trust it.",
  "problem.certificate_over": "The certificate of the PBX is not valid at this time. Renew it on the PBX.",
  "problem.pbx_not_entered": "Enter address, Client ID and Client Secret of the PBX first.",
  "problem.pbx_log_in_refused": "The PBX refuses the log-in. Test the connection: the test names the cause.",
  "problem.pbx_refused": "The PBX refused that. Test the connection: the test names the cause.",
  "problem.webhook_full":
    "The PBX has five webhooks already, and takes no more. Delete one there, or use the live connection.",
  "problem.webhook_not_offered": "The firmware of this PBX knows no webhooks. Use the live connection.",
  "problem.webhook_switched_off":
    "The webhook is entered, but webhooks are switched off on the PBX. Switch them on there, under Integrations > API.",
  "problem.subdomain_wrong":
    "That is no subdomain of Zendesk. Type the name before .zendesk.com, or paste an address such as https://acme.zendesk.com.",
  "problem.own_account":
    "You work inside this Zendesk account: moving to another one would shut you out. The operator can do it in the console outside Zendesk.",
  "problem.zendesk_not_entered": "Enter subdomain, Unique Identifier and Secret first.",
  "problem.zendesk_not_connected": "Connect Zendesk first.",
  "problem.public_url_not_https":
    "Zendesk opens only apps whose address begins with https://. Set PUBLIC_URL of the service to such an address.",
  "problem.app_not_found":
    "Zendesk has no such installed app. Upload and install it under the name that is shown here, or rename it there.",
  "problem.app_ambiguous":
    "Several installed apps may be the one. Uninstall those that are too many in Zendesk.",
  "problem.bindings_changed":
    "Somebody else has changed the bindings meanwhile. Look at theirs, and make your changes again.",
  "problem.settings_changed":
    "Somebody else has changed these settings meanwhile. Look at theirs, and make your changes again.",
  "problem.tickets_changed":
    "Somebody else has changed the settings of tickets meanwhile. Look at theirs, and make your changes again.",
  "problem.template_wrong":
    "A template holds something in double braces that there is not. Take one from the list of variables beside it.",
  "problem.extension_twice": "An extension is bound to two agents. Give one of them another extension.",
  "problem.agent_twice": "An agent is bound to two extensions. Take one of them away.",
  "problem.agent_unknown": "Zendesk has no such agent any more. Refresh the agents, and save again.",
  "problem.extension_unknown":
    "The PBX has no such extension any more. Refresh the extensions, and save again.",
} as const;
