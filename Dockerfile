# Pepper in a container: docker build -t pepper . && docker run -p 8080:8080 -p 12017:12017 -v pepper:/data pepper
# The first stage fetches from Maven Central only.
FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /pepper
COPY . .
RUN ./pepper build && ./pepper prepare

# The same JDK build as above: the cache of the fast start belongs to it.
FROM eclipse-temurin:25-jdk
# The same path as above, since the class path is part of the cache.
COPY --from=build /pepper /pepper
RUN useradd --system --home-dir /data --create-home pepper
USER pepper
WORKDIR /data
VOLUME /data
ENV PEPPER_DATA=/data PEPPER_BIND=0.0.0.0
EXPOSE 8080 12017 7001
STOPSIGNAL SIGTERM
HEALTHCHECK --start-period=60s CMD curl -fsS http://127.0.0.1:8080/health/ready || exit 1
ENTRYPOINT ["/pepper/pepper", "run"]
