/** An app: starts, ends, crashes. */

import { choice, count, flag, measure, object, ref, resource, text, type Resources } from './fields.js';
import { languageTag } from './languageTag.js';

export const applicationResources: Resources = {
  'https://ns.adobe.com/xdm/context/experienceevent-application': () =>
    resource('Application', { application: ref('https://ns.adobe.com/xdm/context/application') }),

  'https://ns.adobe.com/xdm/context/application': () =>
    resource('Application', {
      applicationCloses: measure(),
      crashes: measure(),
      featureUsages: measure(),
      installs: measure(),
      firstLaunches: measure(),
      launches: measure(),
      upgrades: measure(),
      id: text(),
      name: text(),
      version: text(),
      isClose: flag(),
      closeType: choice(['close', 'unknown']),
      isLaunch: flag(),
      isInstall: flag(),
      isUpgrade: flag(),
      sessionLength: count(),
      userPerspective: choice(['foreground', 'background', 'detached']),
      _dc: object({ language: languageTag() }, 'Dublin Core'),
    }),
};
