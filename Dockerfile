# A static binary in an image with nothing else.
#   docker build -t verbatim --build-arg VERSION=1.2.3 --build-arg COMMIT="$(git rev-parse HEAD)" .
#   docker run -e DISCORD_TOKEN -v verbatim:/data -v ./notes:/corpus:ro -e VERBATIM_CORPUS=/corpus verbatim
# It runs as user 65532, who must be able to read the corpus.
FROM --platform=$BUILDPLATFORM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
# What "verbatim version" says: without them, that it does not know.
ARG VERSION=
ARG COMMIT=
ARG TARGETOS
ARG TARGETARCH
RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go build -trimpath -ldflags "-s -w -X main.stampedVersion=$VERSION -X main.stampedCommit=$COMMIT" \
        -o /verbatim ./cmd/verbatim && mkdir /data

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /verbatim /verbatim
COPY LICENSE NOTICE /
COPY --from=build --chown=nonroot:nonroot /data /data
ENV VERBATIM_DATA=/data
# Inside the container only: for the health check, which says whether questions are answered.
ENV VERBATIM_LISTEN=127.0.0.1:8080
HEALTHCHECK --start-period=10m --interval=30s --timeout=10s CMD ["/verbatim", "healthcheck"]
VOLUME /data
ENTRYPOINT ["/verbatim"]
CMD ["serve"]
