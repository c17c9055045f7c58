/**
 * A certificate for localhost that nobody has signed, and its key. For tests only, and worth nothing anywhere else.
 * `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=localhost \
 *   -addext subjectAltName=DNS:localhost,IP:127.0.0.1`
 */
export const SELF_SIGNED = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUV1SwfiksSYH6puaHR6J6eswN+GwwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTIxNTYwOVoYDzIxMjYxMDI4
MjE1NjA5WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASVU2fpN72fWgUZrEZdXc6KOMLVz6+sMbqsNqBN4028zRhOo55HNSqd
RE8F4KWikCIVrjIEFC08uYwMKzpUn9A0o28wbTAdBgNVHQ4EFgQU8iBmgBWHWX4U
lH++fkWf/DduL1YwHwYDVR0jBBgwFoAU8iBmgBWHWX4UlH++fkWf/DduL1YwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIgIoanbZ+CcU2sfhg1DLaNPu2752i0dRd//B8VnkZCCLUCIQDd
0pPcTMs3hRvYnytwXtC4gQzjvPemKj9mHZsWk7nWkQ==
-----END CERTIFICATE-----`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgtkVvfE0uWL8j8/1p
QmFaob9dJbstBK/k5hVQqw7tPhihRANCAASVU2fpN72fWgUZrEZdXc6KOMLVz6+s
MbqsNqBN4028zRhOo55HNSqdRE8F4KWikCIVrjIEFC08uYwMKzpUn9A0
-----END PRIVATE KEY-----`,
};
