#!/bin/sh
# Payara Micro 6.2025.10 (Jakarta Security 3.0 by Soteria).
#
# Behaviour: what an HttpAuthenticationMechanism throws while SecurityContext.authenticate() runs it does
# not reach the caller. authenticate() returns NOT_DONE, as for a mechanism that had nothing to do, and the
# server logs a WARNING "JASPIC: http msg authentication fail" with the whole stack trace. What is thrown
# for an identity store that is away, or to say "wait for 30 seconds", is lost on the way to the page.
#
# Why it matters: a login page cannot tell "wrong password" from "the users cannot be read" or "too many
# attempts", and whoever guesses passwords fills the log with traces. The mechanism has to leave its
# reason elsewhere, such as in an attribute of the request.
#
# Needs a JDK of 21 or newer, Maven and curl. Exits 0 if the behaviour is as described, else 1.
set -eu
version=6.2025.10
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT

mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
  -Dartifact=fish.payara.extras:payara-micro:$version -DoutputDirectory="$work" >"$work/maven.log" 2>&1 &&
  mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
    -Dartifact=jakarta.platform:jakarta.jakartaee-api:10.0.0 -DoutputDirectory="$work/api" >>"$work/maven.log" 2>&1 ||
  { cat "$work/maven.log"; exit 1; }

mkdir -p "$work/war/WEB-INF/classes" "$work/src"
cat >"$work/src/Mechanism.java" <<'END'
package finding;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

@ApplicationScoped
public class Mechanism implements HttpAuthenticationMechanism {
  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    if (context.isAuthenticationRequest()) {
      throw new IllegalStateException("the users cannot be read now");
    }
    return context.doNothing();
  }
}
END
cat >"$work/src/Login.java" <<'END'
package finding;

import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

@WebServlet("/login")
public class Login extends HttpServlet {
  @Inject private SecurityContext security;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String seen;
    try {
      seen = "returned " + security.authenticate(request, response,
          AuthenticationParameters.withParams().credential(new UsernamePasswordCredential("ada", "secret")));
    } catch (RuntimeException e) {
      seen = "threw " + e;
    }
    response.setStatus(200);
    response.getWriter().println(seen);
  }
}
END
javac -proc:none -cp "$work/api/*" -d "$work/war/WEB-INF/classes" "$work"/src/*.java
echo '<beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0" bean-discovery-mode="all"/>' >"$work/war/WEB-INF/beans.xml"
(cd "$work/war" && jar cf "$work/login.war" .)

java -Xmx512m -jar "$work/payara-micro-$version.jar" --nocluster --rootDir "$work/root" --autoBindHttp \
  --port 18800 --contextroot / --deploy "$work/login.war" >"$work/server.log" 2>&1 &
server=$!
waited=0
until port=$(sed -n 's/.*http:\/\/[^ ]*:\([0-9]*\)\/.*/\1/p' "$work/server.log" | tail -n 1) && [ -n "$port" ] &&
  curl -sf -o "$work/answer" "http://127.0.0.1:$port/login"; do
  waited=$((waited + 1))
  if [ $waited -gt 240 ] || ! kill -0 "$server"; then
    tail -n 30 "$work/server.log"
    exit 1
  fi
  sleep 0.5
done

echo "Payara Micro $version, $(java -version 2>&1 | head -n 1)"
echo "authenticate() $(cat "$work/answer")"
traces=$(grep -c 'at finding.Mechanism.validateRequest' "$work/server.log" || true)
echo "stack traces of it in the server's log: $traces"
if grep -q 'returned NOT_DONE' "$work/answer" && [ "$traces" -gt 0 ]; then
  echo "as described: the caller is told NOT_DONE and no reason, the log has a stack trace"
else
  echo "changed: see the header of this file for what was expected"
  exit 1
fi
