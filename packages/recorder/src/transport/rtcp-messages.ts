import {
  GenericNack,
  PictureLossIndication,
  RtcpPayloadSpecificFeedback,
  RtcpReceiverInfo,
  RtcpRrPacket,
  RtcpTransportLayerFeedback,
} from 'werift';
import type { ReceptionReport } from '../rtp/receiver-report.ts';
import type { RtcpFeedback } from './media-transport.ts';

/** We send no media, so any constant serves as our SSRC. */
const OWN_SSRC = 1;

type RtcpMessage = RtcpRrPacket | RtcpPayloadSpecificFeedback | RtcpTransportLayerFeedback;

/** The library's packet of a message (RFC 3550 section 6.4.2, RFC 4585 sections 6.2.1 and 6.3.1). */
export function buildRtcp(message: RtcpFeedback): RtcpMessage {
  switch (message.type) {
    case 'nack': {
      const feedback = new GenericNack({ senderSsrc: OWN_SSRC, mediaSourceSsrc: message.ssrc, lost: message.sequences });
      return new RtcpTransportLayerFeedback({ feedback });
    }
    case 'picture-loss': {
      const feedback = new PictureLossIndication({ senderSsrc: OWN_SSRC, mediaSsrc: message.ssrc });
      return new RtcpPayloadSpecificFeedback({ feedback });
    }
    case 'receiver-report':
      return new RtcpRrPacket({ ssrc: OWN_SSRC, reports: message.reports.map(receiverInfo) });
  }
}

function receiverInfo(report: ReceptionReport): RtcpReceiverInfo {
  return new RtcpReceiverInfo({
    ssrc: report.ssrc,
    fractionLost: report.fractionLost,
    packetsLost: report.packetsLost,
    highestSequence: report.highestSequence,
    jitter: report.jitter,
    lsr: report.lastSenderReport,
    dlsr: report.delaySinceLastSenderReport,
  });
}
