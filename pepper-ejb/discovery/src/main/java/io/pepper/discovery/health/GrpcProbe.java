package io.pepper.discovery.health;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.pepper.discovery.instance.Check;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/**
 * A call of {@code grpc.health.v1.Health/Check}, which must answer SERVING; the check's path is the
 * service to ask for.
 */
final class GrpcProbe implements Probe {
  private static final int SERVICE = 1;
  private static final int STATUS = 1;
  private static final int SERVING = 1;
  private static final int MAX_ANSWER_BYTES = 64 * 1024;

  private static final MethodDescriptor<String, Integer> CHECK =
      MethodDescriptor.<String, Integer>newBuilder()
          .setType(MethodType.UNARY)
          .setFullMethodName("grpc.health.v1.Health/Check")
          .setRequestMarshaller(new ServiceName())
          .setResponseMarshaller(new ServingStatus())
          .build();

  @Override
  public void run(ProbeTarget target, Check check) throws IOException {
    ManagedChannel channel =
        NettyChannelBuilder.forTarget("dns:///" + target)
            .usePlaintext()
            .maxInboundMessageSize(MAX_ANSWER_BYTES)
            .build();
    try {
      CallOptions options =
          CallOptions.DEFAULT.withDeadlineAfter(check.timeout().toMillis(), TimeUnit.MILLISECONDS);
      int status = ClientCalls.blockingUnaryCall(channel, CHECK, options, check.path());
      if (status != SERVING) {
        throw new IOException("says that it is not serving (status " + status + ")");
      }
    } catch (StatusRuntimeException e) {
      throw new IOException(described(e.getStatus(), target, check), e);
    } finally {
      channel.shutdownNow();
    }
  }

  private static String described(Status status, ProbeTarget target, Check check) {
    return switch (status.getCode()) {
      case UNAVAILABLE -> "cannot reach " + target;
      case DEADLINE_EXCEEDED -> "no answer within " + check.timeout().toMillis() + " ms";
      case UNIMPLEMENTED -> "does not offer grpc.health.v1.Health";
      case NOT_FOUND -> "does not know the service '" + check.path() + "'";
      default -> "answered with " + status.getCode();
    };
  }

  private static final class ServiceName implements MethodDescriptor.Marshaller<String> {
    @Override
    public InputStream stream(String service) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try {
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        if (!service.isEmpty()) {
          out.writeString(SERVICE, service);
        }
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new ByteArrayInputStream(bytes.toByteArray());
    }

    @Override
    public String parse(InputStream stream) {
      throw new UnsupportedOperationException("requests are only sent");
    }
  }

  private static final class ServingStatus implements MethodDescriptor.Marshaller<Integer> {
    @Override
    public InputStream stream(Integer status) {
      throw new UnsupportedOperationException("answers are only received");
    }

    @Override
    public Integer parse(InputStream stream) {
      try {
        CodedInputStream in = CodedInputStream.newInstance(stream);
        int status = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
          if (WireFormat.getTagFieldNumber(tag) == STATUS) {
            status = in.readEnum();
          } else {
            in.skipField(tag);
          }
        }
        return status;
      } catch (IOException e) {
        throw Status.INTERNAL
            .withDescription("the answer cannot be read")
            .withCause(e)
            .asRuntimeException();
      }
    }
  }
}
