package io.pepper.web.login.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An OpenID provider as its discovery document describes it. Its keys are fetched when a token
 * needs them, also those that are new, and kept for minutes. Safe for any number of threads;
 * methods that ask it block, each call for at most the time limit.
 */
final class OidcProvider {
  /** Signatures that the provider alone can make; those with a shared secret are not among them. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private final OidcSettings settings;
  private final ProviderCalls calls;
  private final OIDCProviderMetadata metadata;
  private final IDTokenValidator validator;

  private OidcProvider(OidcSettings settings, ProviderCalls calls, OIDCProviderMetadata metadata)
      throws IOException {
    this.settings = settings;
    this.calls = calls;
    this.metadata = metadata;
    // A refresh ahead of time would have a thread of the library's own, which nobody ends.
    JWKSource<SecurityContext> keys =
        JWKSourceBuilder.create(metadata.getJWKSetURI().toURL(), calls)
            .refreshAheadCache(false)
            .build();
    validator =
        new IDTokenValidator(
            settings.issuer(),
            settings.client(),
            new JWSVerificationKeySelector<>(ALGORITHMS, keys),
            null);
  }

  /**
   * Asks the provider for its discovery document.
   *
   * @throws OidcException if it cannot be asked, or describes another one
   */
  static OidcProvider discover(OidcSettings settings, ProviderCalls calls) {
    try {
      URI address = URI.create(OIDCProviderMetadata.resolveURL(settings.issuer()).toString());
      OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(calls.get(address));
      if (!settings.issuer().equals(metadata.getIssuer())) {
        throw new OidcException(
            "pepper.oidc.issuer is '%s', but the provider calls itself '%s': set it to that"
                .formatted(settings.issuer(), metadata.getIssuer()),
            null);
      }
      return new OidcProvider(settings, calls, checked(metadata));
    } catch (GeneralException | IOException | IllegalArgumentException e) {
      throw new OidcException(
          "the OpenID provider %s (pepper.oidc.issuer) cannot be asked: %s"
              .formatted(settings.issuer(), e.getMessage()),
          e);
    }
  }

  /** Checks that the document has the addresses that a sign-in needs. */
  private static OIDCProviderMetadata checked(OIDCProviderMetadata metadata) throws IOException {
    if (metadata.getAuthorizationEndpointURI() == null
        || metadata.getTokenEndpointURI() == null
        || metadata.getJWKSetURI() == null) {
      throw new IOException(
          "its document names no authorization_endpoint, token_endpoint or jwks_uri");
    }
    return metadata;
  }

  /** Returns the address of the provider that a browser is sent to. */
  URI address(PendingLogin pending, URI back) {
    return new AuthenticationRequest.Builder(
            new ResponseType(ResponseType.Value.CODE), settings.scope(), settings.client(), back)
        .endpointURI(metadata.getAuthorizationEndpointURI())
        .state(pending.state())
        .nonce(pending.nonce())
        .codeChallenge(pending.verifier(), CodeChallengeMethod.S256)
        .build()
        .toURI();
  }

  /** Returns the address that ends the session at the provider; empty if it has none. */
  Optional<URI> logout(URI back) {
    return Optional.ofNullable(metadata.getEndSessionEndpointURI())
        .map(
            end -> new LogoutRequest(end, null, null, settings.client(), back, null, null).toURI());
  }

  /**
   * Exchanges a code for what the provider says of its person.
   *
   * @throws OidcException if the provider refuses, cannot be asked, or what it says is not valid
   */
  Map<String, Object> claims(AuthorizationCode code, PendingLogin pending, URI back) {
    try {
      OIDCTokenResponse tokens = tokens(code, pending, back);
      JWT idToken = tokens.getOIDCTokens().getIDToken();
      IDTokenClaimsSet id = validator.validate(idToken, pending.nonce());
      Map<String, Object> claims = new HashMap<>(id.toJSONObject());
      boolean isAllThere =
          claims.containsKey(settings.nameClaim()) && claims.containsKey(settings.groupsClaim());
      if (!isAllThere && metadata.getUserInfoEndpointURI() != null) {
        userInfo(tokens, id).forEach(claims::putIfAbsent);
      }
      return claims;
    } catch (BadJOSEException | JOSEException e) {
      throw new OidcException("the provider's token is not valid: " + e.getMessage(), e);
    } catch (ParseException | IOException e) {
      throw new OidcException("the provider cannot be asked: " + e.getMessage(), e);
    }
  }

  private OIDCTokenResponse tokens(AuthorizationCode code, PendingLogin pending, URI back)
      throws ParseException, IOException {
    AuthorizationCodeGrant grant = new AuthorizationCodeGrant(code, back, pending.verifier());
    URI endpoint = metadata.getTokenEndpointURI();
    TokenRequest request =
        authentication()
            .map(client -> new TokenRequest.Builder(endpoint, client, grant))
            .orElseGet(() -> new TokenRequest.Builder(endpoint, settings.client(), grant))
            .build();
    TokenResponse response = OIDCTokenResponseParser.parse(request.toHTTPRequest().send(calls));
    if (!response.indicatesSuccess()) {
      throw new OidcException(
          "the provider refuses the code or pepper.oidc.client-secret: "
              + response.toErrorResponse().getErrorObject(),
          null);
    }
    return (OIDCTokenResponse) response.toSuccessResponse();
  }

  private Optional<ClientAuthentication> authentication() {
    List<ClientAuthenticationMethod> methods = metadata.getTokenEndpointAuthMethods();
    boolean isByHeader =
        methods == null || methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
    return settings
        .secret()
        .map(secret ->
            isByHeader
                ? new ClientSecretBasic(settings.client(), secret)
                : new ClientSecretPost(settings.client(), secret));
  }

  private Map<String, Object> userInfo(OIDCTokenResponse tokens, IDTokenClaimsSet id)
      throws ParseException, IOException {
    UserInfoRequest request =
        new UserInfoRequest(
            metadata.getUserInfoEndpointURI(), tokens.getOIDCTokens().getBearerAccessToken());
    UserInfoResponse response = UserInfoResponse.parse(request.toHTTPRequest().send(calls));
    if (!response.indicatesSuccess()) {
      throw new OidcException("the provider tells nothing of its person", null);
    }
    var info = response.toSuccessResponse().getUserInfo();
    if (info == null || !id.getSubject().equals(info.getSubject())) {
      throw new OidcException("the provider tells of another person, or in signed form", null);
    }
    return info.toJSONObject();
  }
}
