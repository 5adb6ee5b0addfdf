/** What visitors do with their account and with files. */

import { flag, integer, measure, number, object, ref, resource, text, uri, type Resources } from './fields.js';

export const accountResources: Resources = {
  'https://ns.adobe.com/xdm/mixins/experienceevent-user-login-details': () =>
    resource('User account', {
      userAccount: object(
        {
          accountSwitch: integer(),
          cookieConsentAccepted: flag(),
          cookieConsentViewed: integer(),
          forgotPassword: integer(),
          forgotUsername: integer(),
          login: integer(),
          loginBiometric: flag(),
          loginFailure: integer(),
          loginLocation: text(),
          loginKeychain: flag(),
          loginMultiFactor: flag(),
          loginStatus: text(),
          loginThirdParty: integer(),
          loginThirdPartySite: text(),
          loginType: text(),
          logout: integer(),
          resetPassword: integer(),
          sessionTimeout: integer(),
          updateProfile: integer(),
          createProfile: integer(),
        },
        'User account',
      ),
    }),

  'https://ns.adobe.com/xdm/mixins/experienceevent-file-download-details': () =>
    resource('File download', {
      fileTransfer: object({ fileDownload: ref('https://ns.adobe.com/xdm/datatypes/file-transfer') }),
    }),

  'https://ns.adobe.com/xdm/mixins/experienceevent-file-upload-details': () =>
    resource('File upload', {
      fileTransfer: object({ fileUpload: ref('https://ns.adobe.com/xdm/datatypes/file-transfer') }),
    }),

  'https://ns.adobe.com/xdm/datatypes/file-transfer': () =>
    resource('File transfer', {
      fileName: text(),
      fileSize: number(),
      fileTransferComplete: integer(),
      fileTransferStart: integer(),
      fileTransferError: measure(),
      fileTransferType: text(),
      fileType: text(),
      fileURL: uri(),
    }),
};
