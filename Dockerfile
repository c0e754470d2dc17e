# The bot, built and then alone with the few files it needs.
FROM rust:1.95-bookworm AS build
WORKDIR /source
COPY . .
RUN cargo build --locked --release --bin ansatz

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --home-dir /var/lib/ansatz ansatz
COPY --from=build /source/target/release/ansatz /usr/local/bin/ansatz
USER ansatz
ENV ANSATZ_DATA_DIR=/var/lib/ansatz
VOLUME /var/lib/ansatz
EXPOSE 8080
# The room listens for other machines only because the container's own wall is around it.
ENTRYPOINT ["ansatz"]
CMD ["serve", "--bind", "0.0.0.0", "--port", "8080"]
