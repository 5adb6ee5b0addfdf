/** Credentials that no artefact may hold; long and odd enough to be searched for. */
export const planted = {
  clientId: 'planted-api-key-8d1f0c',
  clientSecret: 'planted-client-secret-77aa31',
  accessToken: 'planted-access-token-e0b9d2',
};
